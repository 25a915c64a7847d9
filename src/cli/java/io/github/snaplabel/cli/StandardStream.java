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
 * Standard output or standard error, which remembers why it could not be written: a {@link
 * PrintWriter} only knows that it could not. Thread-safe.
 */
final class StandardStream extends OutputStream {
  /**
   * What the system says of a pipe whose reader has gone; the launcher has it say so in English.
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

  /** Names of files and labels go out as UTF-8, whatever the terminal's settings are. */
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
      // A reader that has gone (| head) has what it wanted.
      if (!CLOSED_PIPE.equals(e.getMessage())) {
        failure.compareAndSet(null, e);
        failed.countDown();
      }
      throw e;
    }
  }

  /** Returns why something is missing that a reader still wants; empty if nothing is. */
  Optional<String> failure() {
    return Optional.ofNullable(failure.get()).map(this::sentence);
  }

  /** Waits until there is a {@link #failure}, which may never be. */
  void awaitFailure() throws InterruptedException {
    failed.await();
  }

  private String sentence(IOException reason) {
    return "cannot write to %s: %s".formatted(name, reason.getMessage());
  }
}
