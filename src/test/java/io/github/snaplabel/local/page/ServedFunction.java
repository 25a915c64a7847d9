package io.github.snaplabel.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.local.Needs;
import io.github.snaplabel.local.RunningCommand;
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
    Needs.packagedFunction();
    List<Object> arguments = new ArrayList<>(List.of("serve", "--port", 0, "--instances", 2));
    for (String setting : settings) {
      arguments.addAll(List.of("--env", setting));
    }
    Path log = Files.createTempFile(Path.of("target"), "serve", ".log");
    RunningCommand command = RunningCommand.of(log, arguments.toArray());
    String line = command.line();
    assertThat(line).as("see " + log).startsWith("SnapLabel listens on ");
    return new ServedFunction(command, URI.create(line.substring(line.indexOf("http")) + "/"));
  }

  @Override
  public void close() {
    command.close();
  }
}
