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

/** The packaged function behind {@code target/snaplabel serve}. Closing it ends it. */
record ServedFunction(RunningCommand command, URI root) implements AutoCloseable {
  /**
   * Starts it.
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

  /** Starts another one than that of the build. */
  static ServedFunction of(Path function) throws IOException {
    return serve(List.of("--port", 0, "--instances", 1, "--function", function));
  }

  /** Starts another one than that of the build, before a folder as a bucket. */
  static ServedFunction before(Path folder, Path function) throws IOException {
    return serve(
        List.of("--port", 0, "--bucket", folder, "--instances", 1, "--function", function));
  }

  /**
   * Starts it before a folder as a bucket.
   *
   * @param port 0 for any that is free
   */
  static ServedFunction before(Path folder, int port) throws IOException {
    // One instance, for a second would start while a test halts the first, and as long as it likes.
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
