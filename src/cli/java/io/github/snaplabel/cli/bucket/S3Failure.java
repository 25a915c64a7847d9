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

/**
 * Why a call of S3 failed.
 *
 * @param reason for people
 */
record S3Failure(Kind kind, String reason) {
  /** What is to be done. */
  enum Kind {
    /** To try again later. */
    PASSING,
    /** To go on with other objects. */
    OF_THE_OBJECT,
    /** Not to go on: every other call will fail as well. */
    OF_ALL
  }

  /** S3's codes for what is wrong with the credentials, the region or the bucket. */
  private static final Set<String> OF_ALL_CODES =
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

  private static final Set<String> PASSING_CODES =
      Set.of("OperationAborted", "RequestTimeout", "ServiceUnavailable", "SlowDown");

  static S3Failure of(RuntimeException cause) {
    return switch (cause) {
      case AwsServiceException refused -> of(refused);
      case ApiCallTimeoutException e -> new S3Failure(Kind.PASSING, message(e));
      case ApiCallAttemptTimeoutException e -> new S3Failure(Kind.PASSING, message(e));
      default -> {
        IOException broken = ioException(cause);
        yield broken == null
            ? new S3Failure(Kind.OF_THE_OBJECT, message(cause))
            : new S3Failure(Kind.PASSING, message(broken));
      }
    };
  }

  private static S3Failure of(AwsServiceException refused) {
    AwsErrorDetails details = refused.awsErrorDetails();
    String code = details == null ? null : details.errorCode();
    if (details == null || code == null) {
      // The answer to a HEAD has no body.
      return new S3Failure(
          refused.statusCode() >= 500 ? Kind.PASSING : Kind.OF_THE_OBJECT,
          "status " + refused.statusCode());
    }
    String reason = "%s (%s)".formatted(code, details.errorMessage());
    boolean passing =
        refused.statusCode() >= 500
            || refused.isThrottlingException()
            || PASSING_CODES.contains(code);
    if (passing) {
      return new S3Failure(Kind.PASSING, reason);
    }
    return new S3Failure(OF_ALL_CODES.contains(code) ? Kind.OF_ALL : Kind.OF_THE_OBJECT, reason);
  }

  private static @Nullable IOException ioException(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException broken) {
        return broken;
      }
    }
    return null;
  }

  private static String message(Throwable thrown) {
    return switch (thrown) {
      case UnknownHostException e -> "there is no host %s".formatted(e.getMessage());
      case ConnectException e -> "no connection: %s".formatted(e.getMessage());
      default -> thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    };
  }
}
