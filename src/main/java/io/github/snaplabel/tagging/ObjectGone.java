package io.github.snaplabel.tagging;

/** The object was deleted or replaced since its event: what is there now has its own event. */
public final class ObjectGone extends Exception {
  private static final long serialVersionUID = 1L;

  ObjectGone(String message, Throwable cause) {
    super(message, cause);
  }
}
