package io.github.snaplabel.tagging;

/**
 * Objects of an event have to be retried. Lambda retries an asynchronous invocation that throws,
 * and records this type as {@code errorType} in the event of its on-failure destination.
 *
 * <p>It has no stack trace: the log already contains the cause of each failure.
 */
public final class ObjectsFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ObjectsFailedException(int failed, int total, RuntimeException firstCause) {
    super(
        "%d of %d objects to be retried: %s".formatted(failed, total, firstCause),
        null,
        false,
        false);
  }
}
