package io.github.snaplabel.rekognition;

/** The exceptions of Rekognition and of its protocol that a client can receive. */
enum RekognitionFault {
  ACCESS_DENIED("AccessDeniedException", 400),
  IMAGE_TOO_LARGE("ImageTooLargeException", 400),
  INTERNAL_SERVER_ERROR("InternalServerError", 500),
  INVALID_IMAGE_FORMAT("InvalidImageFormatException", 400),
  INVALID_PARAMETER("InvalidParameterException", 400),
  INVALID_S3_OBJECT("InvalidS3ObjectException", 400),
  SERIALIZATION("SerializationException", 400),
  THROTTLING("ThrottlingException", 400),
  UNKNOWN_OPERATION("UnknownOperationException", 400);

  private final String type;
  private final int status;

  RekognitionFault(String type, int status) {
    this.type = type;
    this.status = status;
  }

  /** Returns the value of {@code __type} in the response. */
  String type() {
    return type;
  }

  /** Returns the HTTP status. */
  int status() {
    return status;
  }
}
