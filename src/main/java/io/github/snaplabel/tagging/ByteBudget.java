package io.github.snaplabel.tagging;

import java.util.concurrent.Semaphore;

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
   * @throws java.io.UncheckedIOException if the time runs out first
   */
  Share take(long bytes, Deadline deadline) {
    int share = Math.clamp(bytes, 0, total);
    deadline.acquire(free, share);
    return () -> free.release(share);
  }
}
