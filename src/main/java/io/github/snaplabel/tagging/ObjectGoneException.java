package io.github.snaplabel.tagging;

/** Thrown if an object was deleted or replaced after its event; new content has its own event. */
public final class ObjectGoneException extends Exception {
  private static final long serialVersionUID = 1L;

  ObjectGoneException(String message, Throwable cause) {
    super(message, cause);
  }
}
