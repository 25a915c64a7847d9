package io.github.snaplabel.tagging;

import java.time.Duration;

/** How long the work on one object may take. Immutable. */
public sealed interface TimeLimit permits Deadline, TimeLimit.PerStep {
  /** Returns the deadline of a call to S3, or of a transfer, that begins now. */
  Deadline forStep();

  /** Returns the deadline of a wait, beginning now, for memory or a decoder of this process. */
  Deadline forTurn();

  /** Limits each step by itself, for callers that nobody is waiting for. */
  static TimeLimit perStep(Duration time) {
    return new PerStep(time);
  }

  /**
   * A limit for each call and each transfer. A wait for other objects of the same process has none:
   * it ends when their steps end.
   *
   * @param time for one step
   */
  record PerStep(Duration time) implements TimeLimit {
    /** Longer than any process runs, and short enough for {@link System#nanoTime()}. */
    private static final Duration UNLIMITED = Duration.ofDays(36_500);

    @Override
    public Deadline forStep() {
      return Deadline.in(time);
    }

    @Override
    public Deadline forTurn() {
      return Deadline.in(UNLIMITED);
    }
  }
}
