package io.github.snaplabel.local.bucket;

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

class FaultTest {
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
  void whatS3AnswersTellsWhatIsToBeDone(int status, String code, Fault.Kind kind) {
    RuntimeException answer =
        S3Exception.builder()
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage("so it is").build())
            .build();

    assertThat(Fault.of(answer)).isEqualTo(new Fault(kind, code + " (so it is)"));
  }

  @ParameterizedTest
  @CsvSource({"403, OF_THE_OBJECT", "503, PASSING"})
  void anAnswerWithoutABodyIsToldByItsStatus(int status, Fault.Kind kind) {
    assertThat(Fault.of(S3Exception.builder().statusCode(status).build()))
        .isEqualTo(new Fault(kind, "status " + status));
  }

  @Test
  void whatTheLineDoesPasses() {
    assertThat(Fault.of(new UncheckedIOException(new IOException("cut off"))))
        .isEqualTo(new Fault(Fault.Kind.PASSING, "cut off"));
    assertThat(Fault.of(SdkClientException.create("failed", new ConnectException("refused"))))
        .isEqualTo(new Fault(Fault.Kind.PASSING, "no connection: refused"));
    assertThat(Fault.of(ApiCallTimeoutException.create(2000)).kind()).isEqualTo(Fault.Kind.PASSING);
  }

  @Test
  void anythingElseConcernsTheObject() {
    assertThat(Fault.of(new IllegalStateException()))
        .isEqualTo(new Fault(Fault.Kind.OF_THE_OBJECT, "java.lang.IllegalStateException"));
  }
}
