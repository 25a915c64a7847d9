package io.github.snaplabel.tagging;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Adds a bucket's region to S3's error messages, which contain it only in a header. */
final class BucketRegion {
  private BucketRegion() {}

  /** Returns whether S3 rejected a request that was sent to, or signed for, a wrong region. */
  static boolean isMismatch(S3Exception error) {
    AwsErrorDetails details = error.awsErrorDetails();
    return switch (error.statusCode()) {
      case 301, 307 -> true;
      case 400 -> details != null && "AuthorizationHeaderMalformed".equals(details.errorCode());
      default -> false;
    };
  }

  /** Returns the error with the bucket's region in its message, if a wrong region caused it. */
  static S3Exception withRegion(S3Exception error) {
    AwsErrorDetails details = error.awsErrorDetails();
    if (details == null || details.sdkHttpResponse() == null || !isMismatch(error)) {
      return error;
    }
    Optional<String> region = details.sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region");
    if (region.isEmpty()) {
      return error;
    }
    String message =
        "The bucket is in the region %s, which is not the function's".formatted(region.get());
    return (S3Exception)
        S3Exception.builder()
            .message(message)
            .awsErrorDetails(details.toBuilder().errorMessage(message).build())
            .statusCode(error.statusCode())
            .requestId(error.requestId())
            .extendedRequestId(error.extendedRequestId())
            .cause(error)
            .build();
  }
}
