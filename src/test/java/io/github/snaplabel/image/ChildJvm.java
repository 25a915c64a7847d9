package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A main class of the tests in a JVM of its own, which native code may end or fill. */
record ChildJvm(Class<?> main, int heapMegabytes) {
  private static final int MAX_MESSAGE_LENGTH = 2000;

  /**
   * Runs the class, and asserts that the JVM exits with 0 and that nothing is written to standard
   * error, not even by native code.
   *
   * @param messages file that receives standard error
   * @return the words of standard output
   */
  List<String> run(Path messages, Object... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx%dm".formatted(heapMegabytes),
                "-Dsnaplabel.natives=" + System.getProperty("snaplabel.natives"),
                "-classpath",
                System.getProperty("java.class.path"),
                main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process = new ProcessBuilder(command).redirectError(messages.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(() -> lastLines(messages)).isZero();
    assertThat(lastLines(messages)).as("standard error").isEmpty();
    return List.of(output.strip().split(" ", -1));
  }

  private static String lastLines(Path messages) {
    try {
      String all = Files.readString(messages, StandardCharsets.ISO_8859_1);
      return all.substring(Math.max(0, all.length() - MAX_MESSAGE_LENGTH));
    } catch (IOException e) {
      return "The messages cannot be read: " + e;
    }
  }
}
