package io.github.snaplabel.rekognition;

/** Thrown to respond with one of Rekognition's exceptions; the message is for the client. */
final class RekognitionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RekognitionFault fault;

  RekognitionException(RekognitionFault fault, String message) {
    super(message);
    this.fault = fault;
  }

  /** Returns a failure whose cause is only logged. */
  static RekognitionException internal(String requestId) {
    return new RekognitionException(
        RekognitionFault.INTERNAL_SERVER_ERROR,
        "The function's log has details for the request ID " + requestId);
  }

  RekognitionFault fault() {
    return fault;
  }
}
