package io.github.snaplabel.tagging;

import io.github.snaplabel.tagging.TaggingOutcome.Archived;
import io.github.snaplabel.tagging.TaggingOutcome.CannotDecrypt;
import io.github.snaplabel.tagging.TaggingOutcome.Gone;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Tells which of S3's refusals to read an object are final: neither a retry nor a permission helps,
 * only whoever owns the object or its key can change that. A KMS key that we may not use is {@code
 * AccessDenied} and not among them, since the right can be granted.
 */
final class ReadRefusal {
  private ReadRefusal() {}

  /** The outcome for the object, or null if the call may succeed later. */
  static @Nullable TaggingOutcome outcome(S3Exception refusal) {
    AwsErrorDetails details = refusal.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    if (details == null || code == null) {
      return null;
    }
    return switch (code) {
      case "InvalidObjectState" -> new Archived();
      // KMS's own codes, which S3 passes on after a prefix.
      case "KMS.DisabledException",
          "KMS.InvalidKeyUsageException",
          "KMS.InvalidStateException",
          "KMS.KMSInvalidStateException",
          "KMS.NotFoundException" ->
          new CannotDecrypt();
      // SSE-C. S3 uses these two codes for bad requests of all kinds.
      case "InvalidRequest" -> says(details, "Server Side Encryption") ? new CannotDecrypt() : null;
      case "InvalidArgument" -> says(details, "version id") ? new Gone() : null;
      // A list of objects that people wrote may name what cannot be there.
      case "KeyTooLongError" -> new Gone();
      default -> null;
    };
  }

  private static boolean says(AwsErrorDetails details, String words) {
    return details.errorMessage() != null && details.errorMessage().contains(words);
  }
}
