package io.github.snaplabel.tagging;

import java.io.IOException;

/** The object is there, but its content cannot be read, and no retry will change that. */
public final class ContentUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient TaggingOutcome outcome;

  ContentUnavailableException(TaggingOutcome outcome, Throwable cause) {
    super(cause);
    this.outcome = outcome;
  }

  /** How the tagging of the object ends. */
  TaggingOutcome outcome() {
    return outcome;
  }
}
