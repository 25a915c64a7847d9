package io.github.snaplabel.cli.gateway;

/** A function's answer is not what an HTTP API takes; the message says why. */
final class MalformedResponseException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedResponseException(String message) {
    super(message);
  }
}
