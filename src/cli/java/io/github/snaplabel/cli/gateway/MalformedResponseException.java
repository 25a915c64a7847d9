package io.github.snaplabel.cli.gateway;

/** Thrown when an HTTP API would reject a function's response; the message says why. */
final class MalformedResponseException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedResponseException(String message) {
    super(message);
  }
}
