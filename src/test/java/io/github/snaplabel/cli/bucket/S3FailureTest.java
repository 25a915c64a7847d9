package io.github.snaplabel.cli.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3FailureTest {
  @ParameterizedTest
  @CsvSource({
    "503, SlowDown, PASSING",
    "500, InternalError, PASSING",
    "400, RequestTimeout, PASSING",
    "409, OperationAborted, PASSING",
    "429, TooManyRequests, PASSING",
    "403, AccessDenied, OF_THE_OBJECT",
    "403, InvalidObjectState, OF_THE_OBJECT",
    "400, KMS.DisabledException, OF_THE_OBJECT",
    "400, ExpiredToken, OF_ALL",
    "403, SignatureDoesNotMatch, OF_ALL",
    "404, NoSuchBucket, OF_ALL",
    "301, PermanentRedirect, OF_ALL",
  })
  void whatS3AnswersTellsWhatIsToBeDone(int status, String code, S3Failure.Kind kind) {
    RuntimeException answer =
        S3Exception.builder()
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage("so it is").build())
            .build();

    assertThat(S3Failure.of(answer)).isEqualTo(new S3Failure(kind, code + " (so it is)"));
  }

  @ParameterizedTest
  @CsvSource({"403, OF_THE_OBJECT", "503, PASSING"})
  void anAnswerWithoutABodyIsToldByItsStatus(int status, S3Failure.Kind kind) {
    assertThat(S3Failure.of(S3Exception.builder().statusCode(status).build()))
        .isEqualTo(new S3Failure(kind, "status " + status));
  }

  @Test
  void whatTheLineDoesPasses() {
    assertThat(S3Failure.of(new UncheckedIOException(new IOException("cut off"))))
        .isEqualTo(new S3Failure(S3Failure.Kind.PASSING, "cut off"));
    assertThat(S3Failure.of(SdkClientException.create("failed", new ConnectException("refused"))))
        .isEqualTo(new S3Failure(S3Failure.Kind.PASSING, "no connection: refused"));
    assertThat(S3Failure.of(ApiCallTimeoutException.create(2000)).kind())
        .isEqualTo(S3Failure.Kind.PASSING);
  }

  @Test
  void anythingElseConcernsTheObject() {
    assertThat(S3Failure.of(new IllegalStateException()))
        .isEqualTo(new S3Failure(S3Failure.Kind.OF_THE_OBJECT, "java.lang.IllegalStateException"));
  }
}
