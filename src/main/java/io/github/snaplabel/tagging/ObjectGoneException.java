package io.github.snaplabel.tagging;

/** The object was deleted or replaced since its event: what is there now has its own event. */
public final class ObjectGoneException extends Exception {
  private static final long serialVersionUID = 1L;

  ObjectGoneException(String message, Throwable cause) {
    super(message, cause);
  }
}
