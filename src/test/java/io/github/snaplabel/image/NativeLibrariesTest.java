package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NativeLibrariesTest {
  /** The versions in Amazon Linux 2023, which the function runs on: glibc 2.34, GCC 11. */
  private static final Map<String, Version> NEWEST =
      Map.of(
          "GLIBC", Version.parse("2.34"),
          "GLIBCXX", Version.parse("3.4.29"),
          "CXXABI", Version.parse("1.3.13"));

  @Test
  void linuxLibrariesRequireOnlyVersionsInAmazonLinux2023() throws IOException {
    List<Path> libraries = linuxLibraries();
    assumeFalse(libraries.isEmpty(), "this build is not for Linux");
    List<String> tooNew = new ArrayList<>();
    int needs = 0;
    for (Path library : libraries) {
      for (String needed : ElfVersions.neededBy(library)) {
        needs++;
        if (isTooNew(needed)) {
          tooNew.add(library.getFileName() + " needs " + needed);
        }
      }
    }

    assertThat(tooNew).isEmpty();
    assertThat(needs).as("versions found at all").isGreaterThan(libraries.size());
  }

  private static boolean isTooNew(String needed) {
    int separator = needed.lastIndexOf('_');
    Version newest = NEWEST.get(needed.substring(0, separator));
    return newest != null && Version.parse(needed.substring(separator + 1)).compareTo(newest) > 0;
  }

  private static List<Path> linuxLibraries() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("snaplabel.natives")))) {
      return files.filter(file -> file.toString().endsWith(".so")).toList();
    }
  }
}
