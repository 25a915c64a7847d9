package io.github.snaplabel.cli.folder;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The file with the function's log. Lines that cannot be written are dropped; the first of each
 * series is reported. Thread-safe.
 */
public final class FunctionLog implements Consumer<String>, AutoCloseable {
  private final Path path;
  private final BufferedWriter out;
  private final Consumer<String> warn;
  private boolean writable = true;

  private FunctionLog(Path path, BufferedWriter out, Consumer<String> warn) {
    this.path = path;
    this.out = out;
    this.warn = warn;
  }

  /**
   * Opens the file, replacing that of the last run.
   *
   * @param warn receives a message when a line cannot be written
   */
  static FunctionLog open(Path path, Consumer<String> warn) throws IOException {
    return new FunctionLog(path, Files.newBufferedWriter(path), warn);
  }

  @Override
  public synchronized void accept(String line) {
    try {
      out.write(line);
      out.newLine();
      out.flush();
      writable = true;
    } catch (IOException e) {
      warn(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      warn(e);
    }
  }

  private void warn(IOException reason) {
    if (writable) {
      warn.accept("Cannot write the log to %s: %s".formatted(path, reason.getMessage()));
    }
    writable = false;
  }
}
