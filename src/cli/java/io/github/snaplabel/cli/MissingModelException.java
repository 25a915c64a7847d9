package io.github.snaplabel.cli;

/** Thrown when no built model is found; the message says what to do. */
final class MissingModelException extends Exception {
  private static final long serialVersionUID = 1L;

  MissingModelException(String message) {
    super(message);
  }
}
