package io.github.snaplabel.event;

import java.util.Objects;

/**
 * Thrown if the function does not handle an event. The message contains the event's keys, never its
 * content.
 */
public final class UnknownEventException extends Exception {
  private static final long serialVersionUID = 1L;

  UnknownEventException(String message) {
    super(message);
  }

  /** Returns one sentence that says what was found and what was expected. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
