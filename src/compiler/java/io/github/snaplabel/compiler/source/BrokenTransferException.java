package io.github.snaplabel.compiler.source;

/** Thrown if a connection failed or timed out; a new connection may resume the download. */
final class BrokenTransferException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message a clause that says what happened
   */
  BrokenTransferException(String message) {
    super(message);
  }
}
