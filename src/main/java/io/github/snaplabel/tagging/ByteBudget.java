package io.github.snaplabel.tagging;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds the bytes that lie in memory at once. Thread-safe; who came first goes first. */
final class ByteBudget {
  private final int total;
  private final Semaphore free;

  ByteBudget(int total) {
    this.total = total;
    this.free = new Semaphore(total, true);
  }

  /** Bytes that somebody may hold until it is closed. */
  @FunctionalInterface
  interface Share extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits until so many bytes are free; for more than there are in all, until everything is.
   *
   * @throws UncheckedIOException if the time is over before
   */
  Share take(long bytes, Deadline deadline) {
    int share = Math.clamp(bytes, 0, total);
    try {
      if (!free.tryAcquire(share, deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
        throw Deadline.isOver();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("The waiting was broken off"));
    }
    return () -> free.release(share);
  }
}
