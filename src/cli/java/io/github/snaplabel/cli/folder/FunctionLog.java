package io.github.snaplabel.cli.folder;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The file with the function's log of this run. A line that cannot be written is lost, and the
 * function goes on; the first of such a series is reported. Thread-safe.
 */
public final class FunctionLog implements Consumer<String>, AutoCloseable {
  private final Path path;
  private final BufferedWriter out;
  private final Consumer<String> complain;
  private boolean written = true;

  private FunctionLog(Path path, BufferedWriter out, Consumer<String> complain) {
    this.path = path;
    this.out = out;
    this.complain = complain;
  }

  /** Opens the file in place of the last run's. */
  static FunctionLog open(Path path, Consumer<String> complain) throws IOException {
    return new FunctionLog(path, Files.newBufferedWriter(path), complain);
  }

  @Override
  public synchronized void accept(String line) {
    try {
      out.write(line);
      out.newLine();
      out.flush();
      written = true;
    } catch (IOException e) {
      complain(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      complain(e);
    }
  }

  private void complain(IOException reason) {
    if (written) {
      complain.accept("The log cannot be written to %s: %s".formatted(path, reason.getMessage()));
    }
    written = false;
  }
}
