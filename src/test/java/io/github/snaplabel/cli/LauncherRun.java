package io.github.snaplabel.cli;

import io.github.snaplabel.classify.ModelManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The result of running {@code target/snaplabel}.
 *
 * @param out standard output
 * @param err standard error, without the warning about an untrained model
 * @param warned whether that warning was printed
 */
record LauncherRun(int exitCode, String out, String err, boolean warned) {
  private static final String WARNING = "warning: " + ModelManifest.UNTRAINED + "\n";

  static LauncherRun of(Object... arguments) throws IOException, InterruptedException {
    return with(Map.of(), arguments);
  }

  static LauncherRun with(Map<String, String> environment, Object... arguments)
      throws IOException, InterruptedException {
    return through("exec \"$@\"", environment, arguments);
  }

  /**
   * Runs the launcher within a bash command.
   *
   * @param shell the command, in which {@code "$@"} is the launcher and its arguments
   */
  static LauncherRun through(String shell, Map<String, String> environment, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", shell, "bash", "target/snaplabel"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path out = Files.createTempFile("snaplabel", ".out");
    Path err = Files.createTempFile("snaplabel", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().putAll(PackagedFunction.TAGGING);
      builder.environment().putAll(environment);
      int exitCode = builder.start().waitFor();
      String errors = read(err);
      return new LauncherRun(
          exitCode, read(out), errors.replaceFirst(WARNING, ""), errors.contains(WARNING));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
