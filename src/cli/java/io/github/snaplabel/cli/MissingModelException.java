package io.github.snaplabel.cli;

/** There is no built model; the message says what to do. */
final class MissingModelException extends Exception {
  private static final long serialVersionUID = 1L;

  MissingModelException(String message) {
    super(message);
  }
}
