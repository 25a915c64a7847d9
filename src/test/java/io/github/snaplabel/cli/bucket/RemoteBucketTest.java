package io.github.snaplabel.cli.bucket;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteBucketTest {
  @ParameterizedTest
  @ValueSource(strings = {"localhost:9000", "localhost", "http:// localhost", "http://"})
  void anInvalidEndpointInTheEnvironmentIsReported(String url) {
    S3Location location = S3Location.parse("s3://photos");

    assertThatThrownBy(() -> RemoteBucket.open(location, null, Map.of("AWS_ENDPOINT_URL_S3", url)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("AWS_ENDPOINT_URL_S3 ");
  }
}
