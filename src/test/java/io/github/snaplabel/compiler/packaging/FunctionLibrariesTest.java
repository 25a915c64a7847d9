package io.github.snaplabel.compiler.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionLibrariesTest {
  private static final String REPETITION = "the same again ".repeat(100);

  @TempDir private Path folder;
  private Path library;
  private Path target;

  @BeforeEach
  void writeALibrary() throws IOException {
    library = folder.resolve("library.jar");
    target = folder.resolve("stored.jar");
    write(
        Map.of(
            "META-INF/", "",
            "META-INF/LICENSE", "free",
            "a/a.txt", REPETITION,
            "ai/onnxruntime/notices.txt", "notices",
            "ai/onnxruntime/native/win-x64/onnxruntime.dll", "native"));
  }

  private void write(Map<String, String> entries) throws IOException {
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(library))) {
      for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void keepsEverythingInALibraryExceptNatives() throws IOException {
    FunctionLibraries.store(library, target);

    try (ZipFile stored = new ZipFile(target.toFile())) {
      assertThat(stored.stream().map(ZipEntry::getName))
          .containsExactly("META-INF/LICENSE", "a/a.txt", "ai/onnxruntime/notices.txt");
      assertThat(stored.getInputStream(stored.getEntry("a/a.txt"))).hasContent(REPETITION);
    }
  }

  @Test
  void compressesNothing() throws IOException {
    FunctionLibraries.store(library, target);

    try (ZipFile stored = new ZipFile(target.toFile())) {
      assertThat(stored.stream().map(ZipEntry::getMethod)).containsOnly(ZipEntry.STORED);
      assertThat(stored.getEntry("a/a.txt").getCompressedSize()).isEqualTo(REPETITION.length());
    }
  }

  @Test
  void omitsTheTimeOfTheBuild() throws IOException {
    FunctionLibraries.store(library, target);
    byte[] first = Files.readAllBytes(target);
    Path later = folder.resolve("later.jar");
    try (ZipFile jar = new ZipFile(target.toFile());
        ZipOutputStream copy = new ZipOutputStream(Files.newOutputStream(library))) {
      for (ZipEntry entry : jar.stream().toList()) {
        ZipEntry dated = new ZipEntry(entry.getName());
        dated.setTime(1_700_000_000_000L);
        copy.putNextEntry(dated);
        copy.write(jar.getInputStream(entry).readAllBytes());
      }
    }

    FunctionLibraries.store(library, later);

    assertThat(later).hasBinaryContent(first);
  }
}
