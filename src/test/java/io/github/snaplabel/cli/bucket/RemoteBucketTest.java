package io.github.snaplabel.cli.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteBucketTest {
  @ParameterizedTest
  @ValueSource(strings = {"localhost:9000", "localhost", "http:// localhost", "http://", "ftp://h"})
  void anInvalidEndpointInTheEnvironmentIsReported(String url) {
    S3Location location = S3Location.parse("s3://photos");

    assertThatThrownBy(() -> RemoteBucket.open(location, null, Map.of("AWS_ENDPOINT_URL_S3", url)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "AWS_ENDPOINT_URL_S3 must be a URL such as http://localhost:9000, not '%s'", url);
  }

  @Test
  void theCredentialsInAnInvalidEndpointAreNotReported() {
    S3Location location = S3Location.parse("s3://photos");
    for (String url : List.of("ftp://me:secret@host", "http://me:secret@my host")) {
      assertThatThrownBy(
              () -> RemoteBucket.open(location, null, Map.of("AWS_ENDPOINT_URL_S3", url)))
          .satisfies(e -> assertThat(e).hasStackTraceContaining("//***@"))
          .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"));
    }
  }
}
