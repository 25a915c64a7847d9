package io.github.snaplabel.http;

import java.util.Locale;

/** Everything that can be wrong with a request, or with us. Codes and statuses are stable. */
enum ProblemType {
  MALFORMED_JSON(400, "The body is not the JSON that is expected"),
  MALFORMED_MULTIPART(400, "The body is not the form that is expected"),
  BAD_BASE64(400, "The picture is not base64"),
  BAD_PARAMETER(400, "A parameter is wrong"),
  NO_PICTURE(400, "The request holds no picture"),
  UNAUTHORIZED(401, "A token is needed"),
  NOT_FOUND(404, "There is nothing at this path"),
  METHOD_NOT_ALLOWED(405, "This path does not take this method"),
  NOT_ACCEPTABLE(406, "The answer has none of the accepted types"),
  IMAGE_TOO_LARGE(413, "The picture is too large"),
  TOO_MANY_PICTURES(413, "The request holds too many pictures"),
  ANSWER_TOO_LARGE(413, "The answer would be too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body's type is not handled"),
  UNSUPPORTED_IMAGE(415, "The picture's format is not read"),
  CORRUPT_IMAGE(422, "The picture is damaged"),
  INTERNAL_ERROR(500, "Something went wrong here");

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

  /** In kebab case; for pictures the same as {@code ImageException.code()}. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** RFC 9457's type: an identifier that need not be fetched, so that it holds on every host. */
  String uri() {
    return "urn:problem-type:snaplabel:" + code();
  }
}
