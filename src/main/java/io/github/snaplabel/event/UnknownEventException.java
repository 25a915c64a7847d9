package io.github.snaplabel.event;

import java.util.Objects;

/** The function was invoked with something that it does not know. Names keys, never content. */
public final class UnknownEventException extends Exception {
  private static final long serialVersionUID = 1L;

  UnknownEventException(String message) {
    super(message);
  }

  /** What was seen and what was expected, in one sentence. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
