package io.github.snaplabel.tagging;

import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The time by which work has to end, so that its outcome can still be reported.
 *
 * @param nanoTime on the clock of {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) implements TimeLimit {
  /** The SDK counts in milliseconds, and takes a timeout of zero for none. */
  private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);

  /** Returns the deadline that is so far from now. */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  @Override
  public Deadline forStep() {
    return this;
  }

  @Override
  public Deadline forTurn() {
    return this;
  }

  /**
   * Returns the time that is left, at least 1 ms.
   *
   * @throws UncheckedIOException if less is left
   */
  Duration left() {
    long left = nanoTime - System.nanoTime();
    if (left < SHORTEST) {
      throw exceeded();
    }
    return Duration.ofNanos(left);
  }

  /**
   * Waits for permits.
   *
   * @throws UncheckedIOException if the time runs out first, or the thread is interrupted
   */
  void acquire(Semaphore semaphore, int permits) {
    try {
      if (!semaphore.tryAcquire(permits, left().toNanos(), TimeUnit.NANOSECONDS)) {
        throw exceeded();
      }
    } catch (InterruptedException _) {
      throw interrupted();
    }
  }

  /**
   * Waits for the result of other threads' work, and cancels the work if the time runs out first.
   * Whatever the work throws, beside unchecked exceptions and errors, has to be of one type.
   *
   * @throws X if the work does
   * @throws UncheckedIOException if the time runs out first, or the thread is interrupted
   */
  <T, X extends Exception> T await(Future<T> work, Class<X> failure) throws X {
    try {
      return work.get(left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      throw exceeded();
    } catch (InterruptedException _) {
      throw interrupted();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (failure.isInstance(cause)) {
        throw failure.cast(cause);
      }
      switch (cause) {
        case RuntimeException unchecked -> throw unchecked;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(cause);
      }
    } finally {
      work.cancel(true);
    }
  }

  private static UncheckedIOException exceeded() {
    return new UncheckedIOException(
        new SocketTimeoutException("Timed out before the object was processed"));
  }

  private static UncheckedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new UncheckedIOException(new InterruptedIOException("Interrupted while waiting"));
  }
}
