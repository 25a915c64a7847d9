package io.github.snaplabel.http;

import java.util.Locale;

/** The kinds of problems that the API reports. Codes and statuses are stable. */
enum ProblemType {
  MALFORMED_JSON(400, "The body is not the expected JSON"),
  MALFORMED_MULTIPART(400, "The body is not the expected form"),
  BAD_BASE64(400, "The image is not valid base64"),
  BAD_PARAMETER(400, "A parameter is invalid"),
  NO_PICTURE(400, "The request has no image"),
  UNAUTHORIZED(401, "A valid token is required"),
  OBJECTS_DISABLED(403, "Requests may not name objects here"),
  OBJECT_FORBIDDEN(403, "The function may not read the object"),
  NOT_FOUND(404, "There is no such path"),
  OBJECT_NOT_FOUND(404, "There is no such object"),
  METHOD_NOT_ALLOWED(405, "This path does not support this method"),
  NOT_ACCEPTABLE(406, "The response has none of the accepted types"),
  OBJECT_ARCHIVED(409, "The object is archived"),
  OBJECT_ENCRYPTED(409, "The object cannot be decrypted"),
  IMAGE_TOO_LARGE(413, "The image is too large"),
  TOO_MANY_PICTURES(413, "The request has too many images"),
  ANSWER_TOO_LARGE(413, "The response would be too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body's type is not supported"),
  UNSUPPORTED_IMAGE(415, "The image's format is not supported"),
  CORRUPT_IMAGE(422, "The image is damaged"),
  INTERNAL_ERROR(500, "The function failed"),
  S3_FAILED(502, "S3 did not return the object"),
  S3_THROTTLED(503, "S3 limits the rate of requests");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  /** Returns the code in kebab case, which for images equals {@code ImageException.code()}. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the type (RFC 9457): a URN, so that it is the same on every host. */
  String uri() {
    return "urn:problem-type:snaplabel:" + code();
  }
}
