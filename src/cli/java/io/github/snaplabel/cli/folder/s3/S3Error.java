package io.github.snaplabel.cli.folder.s3;

/**
 * The S3 errors that this API returns.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">Error
 *     responses</a>
 */
enum S3Error {
  ACCESS_DENIED(403, "AccessDenied"),
  BAD_REQUEST(400, "BadRequest"),
  INTERNAL_ERROR(500, "InternalError"),
  INVALID_ARGUMENT(400, "InvalidArgument"),
  INVALID_TAG(400, "InvalidTag"),
  MALFORMED_XML(400, "MalformedXML"),
  NO_SUCH_BUCKET(404, "NoSuchBucket"),
  NO_SUCH_KEY(404, "NoSuchKey"),
  NOT_IMPLEMENTED(501, "NotImplemented"),
  PRECONDITION_FAILED(412, "PreconditionFailed");

  private final int status;
  private final String code;

  S3Error(int status, String code) {
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
