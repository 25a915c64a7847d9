package io.github.snaplabel;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time within which new work may start. Immutable.
 *
 * @param nanoTime the clock, in ns from any origin, such as {@link System#nanoTime()}
 * @param end when the time has passed, in ns on that clock
 */
record TimeBudget(LongSupplier nanoTime, long end) {
  /** Returns a budget of the given time, starting now. */
  static TimeBudget of(Duration time, LongSupplier nanoTime) {
    return new TimeBudget(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /** Returns whether the time has passed, so that no new work may start. */
  boolean isSpent() {
    return nanoTime.getAsLong() - end >= 0;
  }
}
