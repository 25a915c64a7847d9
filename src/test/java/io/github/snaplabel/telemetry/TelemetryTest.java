package io.github.snaplabel.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  private static final ImageRecord LABELED =
      ImageRecord.labeled(
          "id-1", "http", 1234, new ImageRecord.Details("jpeg", 640, 480, "tabby", 1.5, 0.5, 4.25));
  private static final ImageRecord UNREADABLE =
      ImageRecord.failed("id-2", "http", 10L, "corrupt-image");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Telemetry telemetry =
      new Telemetry("snaplabel", new PrintStream(out, true, StandardCharsets.UTF_8));

  @Test
  void anImageIsOneLogLineWithMetrics() throws Exception {
    telemetry.image(LABELED);

    JsonNode line = lines().getFirst();
    assertThat(line.get("requestId").asText()).isEqualTo("id-1");
    assertThat(line.get("source").asText()).isEqualTo("http");
    assertThat(line.get("bytes").asLong()).isEqualTo(1234);
    assertThat(line.get("format").asText()).isEqualTo("jpeg");
    assertThat(line.get("width").asInt()).isEqualTo(640);
    assertThat(line.get("height").asInt()).isEqualTo(480);
    assertThat(line.get("topLabel").asText()).isEqualTo("tabby");
    assertThat(line.get("outcome").asText()).isEqualTo("labeled");
    assertThat(metrics(line))
        .containsExactlyInAnyOrder(
            "Pictures Count",
            "ColdStarts Count",
            "DecodeTime Milliseconds",
            "PreprocessTime Milliseconds",
            "InferenceTime Milliseconds");
    assertThat(line.get("InferenceTime").asDouble()).isEqualTo(4.25);
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("SnapLabel");
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
        .isEqualTo("[[\"FunctionName\"]]");
  }

  @Test
  void aFailureIsCountedByItsCode() throws Exception {
    telemetry.image(UNREADABLE);

    JsonNode line = lines().getFirst();
    assertThat(metrics(line)).contains("Pictures Count", "Failures Count");
    assertThat(line.get("Code").asText()).isEqualTo("corrupt-image");
    assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString())
        .isEqualTo("[[\"FunctionName\"],[\"FunctionName\",\"Code\"]]");
  }

  @Test
  void anUnknownSizeIsLeftOut() throws Exception {
    telemetry.image(ImageRecord.skipped("id-3", "s3", null, "gone"));

    assertThat(lines().getFirst().has("bytes")).isFalse();
  }

  @Test
  void onlyTheFirstImageCountsAColdStart() throws Exception {
    telemetry.image(LABELED);
    telemetry.image(LABELED);

    assertThat(lines()).extracting(line -> line.has("ColdStarts")).containsExactly(true, false);
  }

  @Test
  void aRestoreIsCountedInsteadOfAColdStart() throws Exception {
    telemetry.restored(12.5);
    telemetry.image(LABELED);

    assertThat(metrics(lines().getFirst())).contains("Restores Count", "RestoreTime Milliseconds");
    assertThat(lines().getFirst().get("RestoreTime").asDouble()).isEqualTo(12.5);
    assertThat(lines().get(1).has("ColdStarts")).isFalse();
  }

  @Test
  void theWarmUpWritesNoRecords() throws Exception {
    telemetry.withoutRecords(() -> telemetry.image(LABELED));

    assertThat(lines()).isEmpty();
    telemetry.image(LABELED);
    assertThat(lines().getFirst().has("ColdStarts")).isTrue();
  }

  private List<JsonNode> lines() throws JsonProcessingException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static List<String> metrics(JsonNode line) {
    List<String> metrics = new ArrayList<>();
    for (JsonNode metric : line.at("/_aws/CloudWatchMetrics/0/Metrics")) {
      metrics.add(metric.get("Name").asText() + " " + metric.get("Unit").asText());
    }
    return metrics;
  }
}
