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
    "503, SlowDown, TRANSIENT",
    "500, InternalError, TRANSIENT",
    "400, RequestTimeout, TRANSIENT",
    "409, OperationAborted, TRANSIENT",
    "429, TooManyRequests, TRANSIENT",
    "403, AccessDenied, OBJECT",
    "403, InvalidObjectState, OBJECT",
    "400, KMS.DisabledException, OBJECT",
    "400, ExpiredToken, FATAL",
    "403, SignatureDoesNotMatch, FATAL",
    "404, NoSuchBucket, FATAL",
    "301, PermanentRedirect, FATAL",
  })
  void s3ErrorsAreClassifiedByStatusAndCode(int status, String code, S3Failure.Kind kind) {
    RuntimeException answer =
        S3Exception.builder()
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage("so it is").build())
            .build();

    assertThat(S3Failure.of(answer)).isEqualTo(new S3Failure(kind, code + " (so it is)"));
  }

  @ParameterizedTest
  @CsvSource({"403, OBJECT", "503, TRANSIENT"})
  void aResponseWithoutABodyIsClassifiedByItsStatus(int status, S3Failure.Kind kind) {
    assertThat(S3Failure.of(S3Exception.builder().statusCode(status).build()))
        .isEqualTo(new S3Failure(kind, "status " + status));
  }

  @Test
  void connectionFailuresAreTransient() {
    assertThat(S3Failure.of(new UncheckedIOException(new IOException("cut off"))))
        .isEqualTo(new S3Failure(S3Failure.Kind.TRANSIENT, "cut off"));
    assertThat(
            S3Failure.of(
                SdkClientException.create("failed", new ConnectException("serviceException"))))
        .isEqualTo(new S3Failure(S3Failure.Kind.TRANSIENT, "no connection: serviceException"));
    assertThat(S3Failure.of(ApiCallTimeoutException.create(2000)).kind())
        .isEqualTo(S3Failure.Kind.TRANSIENT);
  }

  @Test
  void anythingElseAffectsOnlyTheObject() {
    assertThat(S3Failure.of(SdkClientException.create("no credentials")))
        .isEqualTo(new S3Failure(S3Failure.Kind.OBJECT, "no credentials"));
  }

  @Test
  void anUnexpectedExceptionIsNamedByItsClass() {
    assertThat(S3Failure.of(new IllegalStateException("INT4")))
        .isEqualTo(
            new S3Failure(
                S3Failure.Kind.OBJECT, "unexpected error: java.lang.IllegalStateException: INT4"));
    assertThat(S3Failure.of(new NullPointerException()).reason())
        .isEqualTo("unexpected error: java.lang.NullPointerException");
  }
}
