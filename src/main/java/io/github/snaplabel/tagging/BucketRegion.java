package io.github.snaplabel.tagging;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Names the region of a bucket that is in another one: S3 says it in a header only. */
final class BucketRegion {
  private BucketRegion() {}

  /**
   * Whether S3 refused the request because it was sent to, or signed for, a region that is not the
   * bucket's.
   */
  static boolean isWrong(S3Exception refusal) {
    AwsErrorDetails details = refusal.awsErrorDetails();
    return switch (refusal.statusCode()) {
      case 301, 307 -> true;
      case 400 -> details != null && "AuthorizationHeaderMalformed".equals(details.errorCode());
      default -> false;
    };
  }

  /** The refusal with the bucket's region in its message, if it is about that and S3 names it. */
  static S3Exception named(S3Exception refusal) {
    AwsErrorDetails details = refusal.awsErrorDetails();
    if (details == null || details.sdkHttpResponse() == null || !isWrong(refusal)) {
      return refusal;
    }
    Optional<String> region = details.sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region");
    if (region.isEmpty()) {
      return refusal;
    }
    String message =
        "The bucket is in the region %s, which is not the function's".formatted(region.get());
    return (S3Exception)
        S3Exception.builder()
            .message(message)
            .awsErrorDetails(details.toBuilder().errorMessage(message).build())
            .statusCode(refusal.statusCode())
            .requestId(refusal.requestId())
            .extendedRequestId(refusal.extendedRequestId())
            .cause(refusal)
            .build();
  }
}
