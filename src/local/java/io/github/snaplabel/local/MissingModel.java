package io.github.snaplabel.local;

/** There is no built model; the message says what to do. */
final class MissingModel extends Exception {
  private static final long serialVersionUID = 1L;

  MissingModel(String message) {
    super(message);
  }
}
