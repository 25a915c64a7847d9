package io.github.snaplabel.cli.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The contents of Lambda's {@code /var/runtime}: AWS's runtime interface client and its
 * dependencies.
 *
 * @param libraries the jars
 * @param nativeClient native HTTP client, which exists for Linux only
 * @param java starts the function: the directory's own {@code bin/java}, which may emulate another
 *     processor, or, if it has none, the Java that runs this process
 */
public record RuntimeDirectory(Path path, List<Path> libraries, Path nativeClient, Path java) {
  /**
   * Opens the directory that the build created.
   *
   * @throws IOException if it is missing or this platform is not supported; the message says which
   */
  public static RuntimeDirectory open(Path path) throws IOException {
    Path directory = path.toAbsolutePath().normalize();
    Path nativeClient = directory.resolve("libaws-lambda-jni.so");
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          "No Lambda runtime found in %s: run 'mvn package'.".formatted(directory));
    }
    if (!Files.exists(nativeClient)) {
      throw new IOException("AWS's Lambda runtime for Java runs on Linux only.");
    }
    try (Stream<Path> files = Files.list(directory)) {
      return new RuntimeDirectory(
          directory,
          files.filter(file -> file.toString().endsWith(".jar")).sorted().toList(),
          nativeClient,
          java(directory));
    }
  }

  private static Path java(Path directory) {
    Path command = Path.of("bin", "java");
    Path own = directory.resolve(command);
    return Files.exists(own) ? own : Path.of(System.getProperty("java.home")).resolve(command);
  }
}
