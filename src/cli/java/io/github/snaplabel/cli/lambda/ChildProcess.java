package io.github.snaplabel.cli.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A child process that is killed when this process exits. Thread-safe. */
final class ChildProcess implements AutoCloseable {
  /** Limits the wait for the remaining output of a process that has exited. */
  private static final Duration LAST_LINES_WAIT = Duration.ofSeconds(1);

  private final Consumer<String> log;
  private final Thread shutdownHook = new Thread(this::kill, "child process killer");
  private @Nullable Process process;
  private @Nullable Thread reader;
  private boolean killed;

  /**
   * Prepares a process.
   *
   * @param log receives each line of its output, on another thread
   */
  ChildProcess(Consumer<String> log) {
    this.log = log;
  }

  /**
   * Starts the process.
   *
   * @param onExit receives the exit status, after the last line of output
   * @throws IOException if the process cannot be started
   */
  synchronized void start(ProcessBuilder builder, IntConsumer onExit) throws IOException {
    try {
      // Registered first: no child may start once this process is shutting down.
      Runtime.getRuntime().addShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      throw new IOException("Cannot start a process during shutdown", e);
    }
    if (killed) {
      throw new IOException("The process has been closed");
    }
    Process started = builder.start();
    Thread lines = Thread.ofPlatform().daemon().name("function log").start(() -> read(started));
    Thread.ofPlatform()
        .daemon()
        .name("function exit")
        .start(() -> awaitExit(started, lines, onExit));
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

  private static void awaitExit(Process started, Thread lines, IntConsumer onExit) {
    try {
      int status = started.waitFor();
      lines.join(LAST_LINES_WAIT);
      onExit.accept(status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether the process is running; false by the time {@code onExit} is called. */
  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Kills the process and its descendants, or prevents its start. */
  synchronized void kill() {
    killed = true;
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      // By its handle: Process.destroyForcibly would close the pipe, and lose output not yet read.
      process.toHandle().destroyForcibly();
    }
  }

  /** Kills the process, and waits for its exit and its remaining output. */
  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down, so the hook does the rest.
      return;
    }
    awaitTermination();
  }

  private void awaitTermination() {
    try {
      if (process != null && reader != null) {
        process.waitFor();
        reader.join(LAST_LINES_WAIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
