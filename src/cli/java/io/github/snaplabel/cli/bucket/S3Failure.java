package io.github.snaplabel.cli.bucket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The classified failure of an S3 call.
 *
 * @param reason description for people
 */
record S3Failure(Kind kind, String reason) {
  /** How to proceed after a failure. */
  enum Kind {
    /** The call may succeed later. */
    TRANSIENT,
    /** Only this object is affected. */
    OBJECT,
    /** Every other call will fail as well. */
    FATAL
  }

  /** S3's error codes for wrong credentials, regions or buckets. */
  private static final Set<String> FATAL_CODES =
      Set.of(
          "AllAccessDisabled",
          "AuthorizationHeaderMalformed",
          "ExpiredToken",
          "InvalidAccessKeyId",
          "InvalidBucketName",
          "InvalidToken",
          "NoSuchBucket",
          "PermanentRedirect",
          "RequestTimeTooSkewed",
          "SignatureDoesNotMatch",
          "TokenRefreshRequired");

  private static final Set<String> TRANSIENT_CODES =
      Set.of("OperationAborted", "RequestTimeout", "ServiceUnavailable", "SlowDown");

  /** Classifies an exception of the SDK. */
  static S3Failure of(RuntimeException cause) {
    return switch (cause) {
      case AwsServiceException serviceException -> of(serviceException);
      case ApiCallTimeoutException e -> new S3Failure(Kind.TRANSIENT, message(e));
      case ApiCallAttemptTimeoutException e -> new S3Failure(Kind.TRANSIENT, message(e));
      default -> {
        IOException ioException = ioException(cause);
        if (ioException != null) {
          yield new S3Failure(Kind.TRANSIENT, message(ioException));
        }
        yield new S3Failure(
            Kind.OBJECT,
            cause instanceof SdkException ? message(cause) : "unexpected error: " + cause);
      }
    };
  }

  private static S3Failure of(AwsServiceException serviceException) {
    AwsErrorDetails details = serviceException.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    if (details == null || code == null) {
      // A response to HEAD has no body and so no error code.
      return new S3Failure(
          serviceException.statusCode() >= 500 ? Kind.TRANSIENT : Kind.OBJECT,
          "status " + serviceException.statusCode());
    }
    String reason = "%s (%s)".formatted(code, details.errorMessage());
    boolean isTransient =
        serviceException.statusCode() >= 500
            || serviceException.isThrottlingException()
            || TRANSIENT_CODES.contains(code);
    if (isTransient) {
      return new S3Failure(Kind.TRANSIENT, reason);
    }
    return new S3Failure(FATAL_CODES.contains(code) ? Kind.FATAL : Kind.OBJECT, reason);
  }

  private static @Nullable IOException ioException(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException ioException) {
        return ioException;
      }
    }
    return null;
  }

  private static String message(Throwable thrown) {
    return switch (thrown) {
      case UnknownHostException e -> "unknown host %s".formatted(e.getMessage());
      case ConnectException e -> "no connection: %s".formatted(e.getMessage());
      default -> thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    };
  }
}
