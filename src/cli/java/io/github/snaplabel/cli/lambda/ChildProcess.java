package io.github.snaplabel.cli.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A process that never outlives this one, with its output read line by line. Thread-safe. */
final class ChildProcess implements AutoCloseable {
  /** How long to wait for the last lines of a process that has ended. */
  private static final Duration LAST_LINES = Duration.ofSeconds(1);

  private final Consumer<String> log;
  private final Thread killer = new Thread(this::kill, "end of a child process");
  private @Nullable Process process;
  private @Nullable Thread reader;
  private boolean killed;

  ChildProcess(Consumer<String> log) {
    this.log = log;
  }

  /**
   * Starts it.
   *
   * @param onExit is told the exit status when it has ended, after its last line
   * @throws IOException if it cannot be started
   */
  synchronized void start(ProcessBuilder builder, IntConsumer onExit) throws IOException {
    try {
      // First of all: once this process is on its way out, no child may be born.
      Runtime.getRuntime().addShutdownHook(killer);
    } catch (IllegalStateException e) {
      throw new IOException("No process is started any more while this one ends", e);
    }
    if (killed) {
      throw new IOException("It has been closed");
    }
    Process started = builder.start();
    Thread lines = Thread.ofPlatform().daemon().name("function log").start(() -> read(started));
    Thread.ofPlatform().daemon().name("function exit").start(() -> watch(started, lines, onExit));
    process = started;
    reader = lines;
  }

  private void read(Process started) {
    try (BufferedReader lines = started.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(log);
    } catch (IOException | UncheckedIOException e) {
      log.accept("The log of process %d cannot be read: %s".formatted(started.pid(), e));
    }
  }

  private static void watch(Process started, Thread lines, IntConsumer onExit) {
    try {
      int status = started.waitFor();
      lines.join(LAST_LINES);
      onExit.accept(status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it runs; it is told first of all, before {@code onExit}. */
  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  synchronized void kill() {
    killed = true;
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Kills it, waits for its end and for the end of its log. */
  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      // This process is on its way out, and the hook does what has just been done.
      return;
    }
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (process != null && reader != null) {
        process.waitFor();
        reader.join(LAST_LINES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
