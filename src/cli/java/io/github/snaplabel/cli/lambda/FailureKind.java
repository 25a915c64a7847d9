package io.github.snaplabel.cli.lambda;

/** The phase or reason of a function's failure. */
public enum FailureKind {
  INIT(true, "The function did not start"),
  CHECKPOINT(true, "A hook before the snapshot failed"),
  RESTORE(true, "A hook after the restore failed"),
  EVENT_TOO_LARGE(false, "The event is too large for Lambda"),
  HANDLER(false, "The function reported an error"),
  TIMEOUT(true, "The function timed out and was stopped"),
  EXIT(true, "The function's process ended"),
  RESPONSE_TOO_LARGE(false, "The function's response is too large for Lambda");

  private final boolean fatal;
  private final String sentence;

  FailureKind(boolean fatal, String sentence) {
    this.fatal = fatal;
    this.sentence = sentence;
  }

  /** Returns whether the process can take no further invocation. */
  boolean isFatal() {
    return fatal;
  }

  /** Returns a description without a final period. */
  public String sentence() {
    return sentence;
  }
}
