package io.github.snaplabel.compiler.source;

/** A connection that failed, or on which nothing came any more: another one may go on. */
final class BrokenTransferException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what happened, as a clause
   */
  BrokenTransferException(String message) {
    super(message);
  }
}
