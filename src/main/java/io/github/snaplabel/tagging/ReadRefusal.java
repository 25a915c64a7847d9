package io.github.snaplabel.tagging;

import io.github.snaplabel.tagging.TaggingOutcome.Archived;
import io.github.snaplabel.tagging.TaggingOutcome.CannotDecrypt;
import io.github.snaplabel.tagging.TaggingOutcome.Gone;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Detects S3 errors that make an object's content permanently unreadable: neither a retry nor a
 * permission would help, only a change to the object or its key. A KMS key that the function may
 * not use is reported as {@code AccessDenied}, which is not permanent: the permission can be
 * granted.
 */
final class ReadRefusal {
  private ReadRefusal() {}

  /** Returns the outcome of a permanent error, or null if the call may succeed later. */
  static @Nullable TaggingOutcome outcome(S3Exception error) {
    AwsErrorDetails details = error.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    if (details == null || code == null) {
      return null;
    }
    return switch (code) {
      case "InvalidObjectState" -> new Archived();
      // Errors of KMS, which S3 returns with a prefix.
      case "KMS.DisabledException",
          "KMS.InvalidKeyUsageException",
          "KMS.InvalidStateException",
          "KMS.KMSInvalidStateException",
          "KMS.NotFoundException" ->
          new CannotDecrypt();
      // S3 uses these two codes for many errors; only the messages identify SSE-C and versions.
      case "InvalidRequest" ->
          messageContains(details, "Server Side Encryption") ? new CannotDecrypt() : null;
      case "InvalidArgument" -> messageContains(details, "version id") ? new Gone() : null;
      // A manually written manifest may contain keys that cannot exist.
      case "KeyTooLongError" -> new Gone();
      default -> null;
    };
  }

  private static boolean messageContains(AwsErrorDetails details, String text) {
    return details.errorMessage() != null && details.errorMessage().contains(text);
  }
}
