package io.github.snaplabel.tagging;

import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * When work has to be done, so that its outcome can still be told.
 *
 * @param nanoTime on the clock of {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) {
  /** A deadline so far from now. */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /**
   * The time that is left, always positive.
   *
   * @throws UncheckedIOException if none is
   */
  Duration left() {
    long left = nanoTime - System.nanoTime();
    if (left <= 0) {
      throw isOver();
    }
    return Duration.ofNanos(left);
  }

  /** What there is to throw when no time is left. */
  static UncheckedIOException isOver() {
    return new UncheckedIOException(
        new SocketTimeoutException("The time is over before the object is done"));
  }
}
