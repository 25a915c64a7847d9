package io.github.snaplabel;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A point in time after which no new work begins.
 *
 * @param nanoTime the clock, in ns from any origin, such as {@link System#nanoTime()}
 * @param end on that clock
 */
record TimeLimit(LongSupplier nanoTime, long end) {
  /** Returns a limit that is reached when so much time has passed from now. */
  static TimeLimit after(Duration time, LongSupplier nanoTime) {
    return new TimeLimit(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /** Returns whether the time is up. */
  boolean isReached() {
    return nanoTime.getAsLong() - end >= 0;
  }
}
