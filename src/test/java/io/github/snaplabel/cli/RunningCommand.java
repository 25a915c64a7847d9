package io.github.snaplabel.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A running {@code target/snaplabel} whose standard error goes to a file. Closing kills it. */
public final class RunningCommand implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private RunningCommand(Process process) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
  }

  public static RunningCommand of(Path log, Object... arguments) throws IOException {
    return with(Map.of(), log, arguments);
  }

  static RunningCommand with(Map<String, String> environment, Path log, Object... arguments)
      throws IOException {
    return start(List.of("target/snaplabel"), environment, log, arguments);
  }

  /**
   * Starts the command on some of the machine's processors.
   *
   * @param processors processor list as for {@code taskset}
   */
  static RunningCommand on(String processors, Path log, Object... arguments) throws IOException {
    return start(
        List.of("taskset", "--cpu-list", processors, "target/snaplabel"), Map.of(), log, arguments);
  }

  private static RunningCommand start(
      List<String> launcher, Map<String, String> environment, Path log, Object... arguments)
      throws IOException {
    // Background processes ignore SIGINT, and so would their children.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(launcher);
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    builder.environment().putAll(PackagedFunction.TAGGING);
    builder.environment().putAll(environment);
    return new RunningCommand(builder.start());
  }

  /** Waits for the next line of standard output. */
  public String line() throws IOException {
    return String.valueOf(out.readLine());
  }

  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Sends a signal to the command. */
  public void signal(String name) throws IOException, InterruptedException {
    signal(name, process.toHandle());
  }

  /** Stops the processes of its functions until {@link #resume}. */
  public void suspend() throws IOException, InterruptedException {
    for (ProcessHandle child : children()) {
      signal("STOP", child);
    }
  }

  /** Continues the processes of its functions. */
  public void resume() throws IOException, InterruptedException {
    for (ProcessHandle child : children()) {
      signal("CONT", child);
    }
  }

  private static void signal(String name, ProcessHandle to)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(to.pid())).start().waitFor();
  }

  public boolean endsWithin(long milliseconds) throws InterruptedException {
    return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
