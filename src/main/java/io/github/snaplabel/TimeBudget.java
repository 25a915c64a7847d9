package io.github.snaplabel;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time within which new work may begin. Immutable.
 *
 * @param nanoTime the clock, in ns from any origin, such as {@link System#nanoTime()}
 * @param end on that clock
 */
record TimeBudget(LongSupplier nanoTime, long end) {
  /** Returns a budget that is spent when this much time has passed from now. */
  static TimeBudget after(Duration time, LongSupplier nanoTime) {
    return new TimeBudget(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /** Returns whether the time is up, so that no new work begins. */
  boolean isSpent() {
    return nanoTime.getAsLong() - end >= 0;
  }
}
