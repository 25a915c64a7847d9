package io.github.snaplabel.tagging;

import java.io.IOException;

/** Thrown if an object exists but its content cannot be read, and retries would not change that. */
public final class ContentUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient TaggingOutcome outcome;

  ContentUnavailableException(TaggingOutcome outcome, Throwable cause) {
    super(cause);
    this.outcome = outcome;
  }

  /** Returns the outcome of tagging the object. */
  public TaggingOutcome outcome() {
    return outcome;
  }
}
