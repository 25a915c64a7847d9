package io.github.snaplabel.rekognition;

/** Thrown to respond with one of Rekognition's exceptions; the message is for the client. */
final class RekognitionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RekognitionFault fault;

  RekognitionException(RekognitionFault fault, String message) {
    super(message);
    this.fault = fault;
  }

  RekognitionFault fault() {
    return fault;
  }
}
