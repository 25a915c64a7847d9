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
 * The time at which work has to end so that its outcome can still be reported.
 *
 * @param nanoTime on the clock of {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) implements TimeLimit {
  /** The SDK's timeouts are in milliseconds, and zero means no timeout. */
  private static final long MIN_REMAINING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Returns the deadline that is the given time from now. */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  @Override
  public Deadline forStep() {
    return this;
  }

  @Override
  public Deadline forWait() {
    return this;
  }

  /**
   * Returns the remaining time, at least 1 ms.
   *
   * @throws UncheckedIOException if less than 1 ms remains
   */
  Duration remaining() {
    long remaining = nanoTime - System.nanoTime();
    if (remaining < MIN_REMAINING_NANOS) {
      throw timeoutException();
    }
    return Duration.ofNanos(remaining);
  }

  /**
   * Acquires permits, waiting until they are available.
   *
   * @throws UncheckedIOException if the deadline passes first, or the thread is interrupted
   */
  void acquire(Semaphore semaphore, int permits) {
    try {
      if (!semaphore.tryAcquire(permits, remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw timeoutException();
      }
    } catch (InterruptedException _) {
      throw interruptedException();
    }
  }

  /**
   * Waits for the result of a task on another thread, and cancels the task if the deadline passes
   * first.
   *
   * @param failure the only type of checked exception that the task throws
   * @throws X if the task throws it
   * @throws UncheckedIOException if the deadline passes first, or the thread is interrupted
   */
  <T, X extends Exception> T await(Future<T> task, Class<X> failure) throws X {
    try {
      return task.get(remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      throw timeoutException();
    } catch (InterruptedException _) {
      throw interruptedException();
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
      task.cancel(true);
    }
  }

  private static UncheckedIOException timeoutException() {
    return new UncheckedIOException(
        new SocketTimeoutException("Timed out before the object was processed"));
  }

  private static UncheckedIOException interruptedException() {
    Thread.currentThread().interrupt();
    return new UncheckedIOException(new InterruptedIOException("Interrupted while waiting"));
  }
}
