package io.github.snaplabel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.event.HttpRequest;
import io.github.snaplabel.event.HttpRequest.Envelope;
import io.github.snaplabel.http.ObjectSource;
import io.github.snaplabel.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTelemetryTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<String> log = new ArrayList<>();
  private final HttpTelemetry telemetry =
      new HttpTelemetry(
          new Telemetry("snaplabel", new PrintStream(out, true, StandardCharsets.UTF_8)),
          new CollectingLogger(log));

  @ParameterizedTest
  @ValueSource(strings = {"/classify", "/"})
  void anInternalErrorWhileLabelingIsAFailedImage(String path) {
    telemetry.failed(request("POST", path), new IllegalStateException("a bug"));

    assertThat(record()).contains("\"Pictures\"", "internal-error").doesNotContain("bytes");
    assertThat(log).singleElement().asString().contains("a bug", "\tat ");
  }

  @ParameterizedTest
  @CsvSource({"GET, /model", "GET, /", "POST, /model", "GET, /classify"})
  void anInternalErrorOfAnotherRequestIsOnlyLogged(String method, String path) {
    telemetry.failed(request(method, path), new IllegalStateException("a bug"));

    assertThat(out.size()).isZero();
    assertThat(log).singleElement().asString().contains("a bug", "\tat ");
  }

  @ParameterizedTest
  @EnumSource
  void anObjectThatS3DoesNotReturnIsAFailedImageOfUnknownSize(ObjectSource.Obstacle obstacle) {
    telemetry.unavailable(request("POST", "/classify"), obstacle);

    assertThat(record())
        .contains("\"Failures\":1", "\"outcome\":\"%s\"".formatted(obstacle.code()))
        .doesNotContain("bytes");
    assertThat(log).isEmpty();
  }

  @Test
  void aFailureOfS3IsAFailedImageOfUnknownSizeAndIsLogged() {
    telemetry.objectFailed(request("POST", "/classify"), new IllegalStateException("a reset"));

    assertThat(record())
        .contains("\"Failures\":1", "\"outcome\":\"s3-failed\"")
        .doesNotContain("bytes");
    assertThat(log).singleElement().asString().contains("id-1", "a reset", "\tat ");
  }

  private String record() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static HttpRequest request(String method, String path) {
    return new HttpRequest(
        Envelope.HTTP_API, method, path, Map.of(), Map.of(), new byte[9], "id-1");
  }
}
