package io.github.snaplabel.cli.lambda;

/** Where a function failed. */
public enum FailureKind {
  INIT(true, "The function did not start"),
  CHECKPOINT(true, "A hook before the snapshot failed"),
  RESTORE(true, "A hook after the restore failed"),
  EVENT_TOO_LARGE(false, "The event is too large for Lambda"),
  HANDLER(false, "The function reported an error"),
  TIMEOUT(true, "The function took too long and was stopped"),
  EXIT(true, "The function's process ended"),
  ANSWER_TOO_LARGE(false, "The function's answer is too large for Lambda");

  private final boolean fatal;
  private final String sentence;

  FailureKind(boolean fatal, String sentence) {
    this.fatal = fatal;
    this.sentence = sentence;
  }

  /** Whether the process is of no more use. */
  boolean isFatal() {
    return fatal;
  }

  /** Says it to a person, without a full stop. */
  public String sentence() {
    return sentence;
  }
}
