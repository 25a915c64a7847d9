package io.github.snaplabel.tagging;

import java.time.Duration;

/** Limits the time that processing one object may take. Immutable. */
public sealed interface TimeLimit permits Deadline, TimeLimit.PerStep {
  /** Returns the deadline of an S3 call or a transfer that starts now. */
  Deadline forStep();

  /** Returns the deadline of a wait for memory or a decoder thread that starts now. */
  Deadline forWait();

  /** Returns a limit on each step instead of on the whole, for callers without a deadline. */
  static TimeLimit perStep(Duration time) {
    return new PerStep(time);
  }

  /**
   * Limits each S3 call and each transfer. Waits for memory or a decoder thread are unlimited: they
   * end when other objects' steps end.
   *
   * @param time of one step
   */
  record PerStep(Duration time) implements TimeLimit {
    /** Longer than any process runs, without overflowing {@link System#nanoTime()}. */
    private static final Duration UNLIMITED = Duration.ofDays(36_500);

    @Override
    public Deadline forStep() {
      return Deadline.in(time);
    }

    @Override
    public Deadline forWait() {
      return Deadline.in(UNLIMITED);
    }
  }
}
