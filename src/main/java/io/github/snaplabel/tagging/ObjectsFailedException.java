package io.github.snaplabel.tagging;

import io.github.snaplabel.event.LogText;

/**
 * Thrown if objects of an event have to be retried. Lambda retries an asynchronous invocation that
 * throws, and records this type as {@code errorType} in the event of its on-failure destination.
 *
 * <p>It has no stack trace: the log already contains the cause of each failure.
 */
public final class ObjectsFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The log has the whole cause; without credentials, it lists every source that was tried. */
  private static final int MAX_CAUSE_CODE_POINTS = 300;

  ObjectsFailedException(int failed, int total, RuntimeException firstCause) {
    super(
        "%d of %d objects to be retried: %s"
            .formatted(
                failed, total, LogText.truncated(firstCause.toString(), MAX_CAUSE_CODE_POINTS)),
        null,
        false,
        false);
  }
}
