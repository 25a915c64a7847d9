package io.github.snaplabel.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.Needs;
import io.github.snaplabel.cli.RunningCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged function served by {@code target/snaplabel serve}. Closing stops it. */
record ServedFunction(RunningCommand command, URI root) implements AutoCloseable {
  /**
   * Starts the packaged function.
   *
   * @param settings each as {@code NAME=VALUE}
   */
  static ServedFunction with(String... settings) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("--port", 0, "--instances", 2));
    for (String setting : settings) {
      arguments.addAll(List.of("--env", setting));
    }
    return serve(arguments);
  }

  /** Starts another function. */
  static ServedFunction of(Path function) throws IOException {
    return serve(List.of("--port", 0, "--instances", 1, "--function", function));
  }

  /** Starts another function with a folder as its bucket. */
  static ServedFunction withFolder(Path folder, Path function) throws IOException {
    return serve(
        List.of("--port", 0, "--bucket", folder, "--instances", 1, "--function", function));
  }

  /**
   * Starts the packaged function with a folder as its bucket.
   *
   * @param port 0 for any free port
   */
  static ServedFunction withFolder(Path folder, int port) throws IOException {
    // One instance: a second one could start while a test has stopped the first.
    return serve(List.of("--port", port, "--bucket", folder, "--instances", 1, "--timeout", 900));
  }

  private static ServedFunction serve(List<Object> arguments) throws IOException {
    Needs.packagedFunction();
    List<Object> command = new ArrayList<>(List.of("serve"));
    command.addAll(arguments);
    Path log = Files.createTempFile(Path.of("target"), "serve", ".log");
    RunningCommand running = RunningCommand.of(log, command.toArray());
    String line = running.line();
    assertThat(line).as("see " + log).startsWith("SnapLabel listens on ");
    return new ServedFunction(running, URI.create(line.substring(line.indexOf("http")) + "/"));
  }

  @Override
  public void close() {
    command.close();
  }
}
