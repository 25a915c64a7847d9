package io.github.snaplabel.bench;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The processors that the measured processes may use. */
enum Processors {
  ALL("all processors"),
  /** As on Lambda with 1769 MB. Needs {@code taskset}, which Linux has. */
  ONE("one processor");

  private static final List<String> PIN = List.of("taskset", "--cpu-list", "0");

  private final String label;

  Processors(String label) {
    this.label = label;
  }

  /** Returns the name in reports. */
  @JsonValue
  String label() {
    return label;
  }

  /** Returns a command that runs the given one on these processors. */
  List<String> run(List<String> command) {
    return this == ALL ? command : Stream.concat(PIN.stream(), command.stream()).toList();
  }

  /**
   * Returns a program that runs Java on these processors.
   *
   * @param java Java's own program
   * @param folder for a script
   */
  Path java(Path java, Path folder) throws IOException {
    if (this == ALL) {
      return java;
    }
    Path script = folder.resolve("java-on-one-processor");
    Files.writeString(
        script, "#!/bin/sh\nexec %s '%s' \"$@\"\n".formatted(String.join(" ", PIN), java));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
