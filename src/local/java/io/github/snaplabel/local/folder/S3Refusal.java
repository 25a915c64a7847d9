package io.github.snaplabel.local.folder;

/** A request to S3 cannot be met; the message says why. */
final class S3Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final S3Error error;

  S3Refusal(S3Error error, String message) {
    super(message);
    this.error = error;
  }

  S3Error error() {
    return error;
  }
}
