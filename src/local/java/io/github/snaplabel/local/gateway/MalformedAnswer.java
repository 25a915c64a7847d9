package io.github.snaplabel.local.gateway;

/** A function's answer is not what an HTTP API takes; the message says why. */
final class MalformedAnswer extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedAnswer(String message) {
    super(message);
  }
}
