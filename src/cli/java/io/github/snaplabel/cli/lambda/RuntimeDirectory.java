package io.github.snaplabel.cli.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Lambda has in {@code /var/runtime}: AWS's runtime interface client and what it needs.
 *
 * @param libraries its jars
 * @param nativeClient its native part, which exists for Linux only
 */
public record RuntimeDirectory(Path path, List<Path> libraries, Path nativeClient) {
  /**
   * Opens the one that the build made.
   *
   * @throws IOException if it is not there, or this machine's platform has none; the message says
   *     so
   */
  public static RuntimeDirectory open(Path path) throws IOException {
    Path directory = path.toAbsolutePath().normalize();
    Path nativeClient = directory.resolve("libaws-lambda-jni.so");
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          "There is no Lambda runtime in %s: run 'mvn package'.".formatted(directory));
    }
    if (!Files.exists(nativeClient)) {
      throw new IOException("AWS's Lambda runtime for Java runs on Linux only.");
    }
    try (Stream<Path> files = Files.list(directory)) {
      return new RuntimeDirectory(
          directory,
          files.filter(file -> file.toString().endsWith(".jar")).sorted().toList(),
          nativeClient);
    }
  }
}
