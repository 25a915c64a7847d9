package io.github.snaplabel.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Standard output or standard error, with the cause of its first failed write, which a {@link
 * PrintWriter} discards. Thread-safe.
 */
final class StandardStream extends OutputStream {
  /**
   * The system's message for a pipe whose reader has exited. The launcher sets English messages.
   */
  private static final String CLOSED_PIPE = "Broken pipe";

  private final String name;
  private final OutputStream out;
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
  private final CountDownLatch failed = new CountDownLatch(1);

  StandardStream(String name, OutputStream out) {
    this.name = name;
    this.out = out;
  }

  static StandardStream output() {
    return new StandardStream("standard output", new FileOutputStream(FileDescriptor.out));
  }

  static StandardStream errors() {
    return new StandardStream("standard error", new FileOutputStream(FileDescriptor.err));
  }

  /** Returns a writer that encodes file names and labels as UTF-8 whatever the locale. */
  PrintWriter writer() {
    return new PrintWriter(new OutputStreamWriter(this, StandardCharsets.UTF_8));
  }

  @Override
  public void write(int oneByte) throws IOException {
    write(new byte[] {(byte) oneByte}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      // A reader that has exited (| head) has what it wanted.
      if (!CLOSED_PIPE.equals(e.getMessage())) {
        failure.compareAndSet(null, e);
        failed.countDown();
      }
      throw e;
    }
  }

  /** Returns why output was lost; empty if none was, or its reader had exited. */
  Optional<String> failure() {
    return Optional.ofNullable(failure.get()).map(this::sentence);
  }

  /** Waits, possibly forever, for a {@link #failure}. */
  void awaitFailure() throws InterruptedException {
    failed.await();
  }

  private String sentence(IOException reason) {
    return "cannot write to %s: %s".formatted(name, reason.getMessage());
  }
}
