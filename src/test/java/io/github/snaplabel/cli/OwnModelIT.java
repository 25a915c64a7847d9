package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.compiler.TestBundle;
import io.github.snaplabel.tagging.FakeS3;
import io.github.snaplabel.tagging.FoldedLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the command and the function with a model of twelve classes other than ImageNet's. */
class OwnModelIT {
  private static final Path PHOTO = Path.of("model/self-test.jpg");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> CLASSES =
      TestBundle.OWN_CLASSES.stream().map(String::strip).toList();

  @TempDir Path folder;

  private static LauncherRun classify(Object... options) throws Exception {
    Needs.packagedFunction();
    Object[] all = new Object[options.length + 4];
    System.arraycopy(
        new Object[] {"classify", PHOTO, "--model", TestBundle.ofOwnClasses()}, 0, all, 0, 4);
    System.arraycopy(options, 0, all, 4, options.length);
    LauncherRun run = LauncherRun.of(all);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    return run;
  }

  @Test
  void theWordNetColumnOfCsvIsEmpty() throws Exception {
    LauncherRun run = classify("--format", "csv", "--top-k", 5000);

    try (CSVParser records =
        CSVParser.parse(run.out(), CSVFormat.RFC4180.builder().setHeader().get())) {
      assertThat(records.getRecords())
          .hasSize(12)
          .allSatisfy(record -> {
            assertThat(record.get("wnid")).isEmpty();
            assertThat(record.get("label"))
                .isEqualTo(CLASSES.get(Integer.parseInt(record.get("index"))));
          });
    }
  }

  @Test
  void jsonOmitsWordNetIds() throws Exception {
    JsonNode predictions = JSON.readTree(classify("--format", "json").out()).at("/0/predictions");

    assertThat(predictions).hasSize(5);
    assertThat(predictions.at("/0").properties().stream().map(Map.Entry::getKey))
        .containsExactly("rank", "label", "index", "probability", "parents", "aliases");
  }

  @Test
  void theTableHasTheNames() throws Exception {
    String best = label(classify("--format", "csv").out());

    assertThat(classify().out()).contains(best);
  }

  private static String label(String csv) throws IOException {
    try (CSVParser records = CSVParser.parse(csv, CSVFormat.RFC4180.builder().setHeader().get())) {
      return records.getRecords().getFirst().get("label");
    }
  }

  @Test
  void theFunctionAnswersWithItsOwnLabels() throws Exception {
    LauncherRun run =
        LauncherRun.of(
            "invoke",
            "events/http-api-image.json",
            "--function",
            OwnModel.function(folder.resolve("function")));

    assertThat(run.exitCode()).isZero();
    JsonNode answer = JSON.readTree(JSON.readTree(run.out()).path("body").asText());
    assertThat(answer.at("/model/name").asText()).isEqualTo("pets-v2.1");
    assertThat(answer.path("predictions"))
        .hasSize(3)
        .allSatisfy(prediction -> {
          assertThat(prediction.has("wnid")).isFalse();
          assertThat(prediction.path("label").asText())
              .isEqualTo(CLASSES.get(prediction.path("index").asInt()));
        });
  }

  @Test
  void anObjectGetsTagsWithItsOwnNames() throws Exception {
    String best = label(classify("--format", "csv").out());
    try (FakeS3 s3 = new FakeS3()) {
      String key = "my album/café+1.jpg";
      s3.put(key, Files.readAllBytes(PHOTO));

      LauncherRun run =
          LauncherRun.with(
              Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret"),
              "invoke",
              "events/s3-put.json",
              "--s3-endpoint",
              s3.endpoint(),
              "--function",
              OwnModel.function(folder.resolve("function")));

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("\"outcome\":\"labeled\"");
      assertThat(s3.tags(key))
          .hasEntrySatisfying(
              "snaplabel:labels", line -> assertThat(line).startsWith(FoldedLabel.of(best) + "="))
          .hasEntrySatisfying(
              "snaplabel:model", model -> assertThat(model).startsWith("pets-v2.1/int8/"))
          .allSatisfy(
              (name, value) -> assertThat(value).matches("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,256}"));
    }
  }
}
