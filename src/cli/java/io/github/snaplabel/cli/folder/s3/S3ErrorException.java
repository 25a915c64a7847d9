package io.github.snaplabel.cli.folder.s3;

/** Thrown when S3 would reject a request; the message says why. */
final class S3ErrorException extends Exception {
  private static final long serialVersionUID = 1L;

  private final S3Error error;

  S3ErrorException(S3Error error, String message) {
    super(message);
    this.error = error;
  }

  S3Error error() {
    return error;
  }
}
