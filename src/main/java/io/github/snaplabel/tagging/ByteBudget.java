package io.github.snaplabel.tagging;

import java.util.concurrent.Semaphore;

/** Limits the memory used for file contents at the same time. Thread-safe and fair. */
final class ByteBudget {
  private final int totalBytes;
  private final Semaphore freeBytes;

  ByteBudget(int totalBytes) {
    this.totalBytes = totalBytes;
    this.freeBytes = new Semaphore(totalBytes, true);
  }

  /** Reserved bytes, which are released by closing. */
  @FunctionalInterface
  interface Reservation extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits until the bytes are free and reserves them. A request for more than the whole budget
   * reserves the whole budget.
   *
   * @throws java.io.UncheckedIOException if the deadline passes first
   */
  Reservation reserve(long bytes, Deadline deadline) {
    int reserved = Math.clamp(bytes, 0, totalBytes);
    deadline.acquire(freeBytes, reserved);
    return () -> freeBytes.release(reserved);
  }
}
