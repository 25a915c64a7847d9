package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.compiler.TestBundle;
import io.github.snaplabel.tagging.FakeS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the commands and the function with an untrained model. */
class UntrainedModelIT {
  private static final Path PHOTO = Path.of("model/self-test.jpg");
  private static final String KEY = "my album/café+1.jpg";
  private static final String REFUSAL =
      "The model is untrained: no tags are written; SNAPLABEL_TAG_UNTRAINED=true allows its random"
          + " labels";

  @TempDir Path folder;
  private FakeS3 s3;

  @BeforeEach
  void putAnObject() throws IOException {
    Needs.packagedFunction();
    s3 = new FakeS3();
    s3.put(KEY, Files.readAllBytes(PHOTO));
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  private static Map<String, String> allowing(String value) {
    return Map.of(
        "AWS_ACCESS_KEY_ID",
        "id",
        "AWS_SECRET_ACCESS_KEY",
        "secret",
        "SNAPLABEL_TAG_UNTRAINED",
        value);
  }

  private LauncherRun tag(String allowed, String... dryRun) throws Exception {
    Object[] command = {
      "tag", "s3://photos", "--model", TestBundle.untrained(), "--s3-endpoint", s3.endpoint()
    };
    Object[] all = Arrays.copyOf(command, command.length + dryRun.length);
    System.arraycopy(dryRun, 0, all, command.length, dryRun.length);
    return LauncherRun.with(allowing(allowed), all);
  }

  private LauncherRun invoke(String allowed, String event) throws Exception {
    return LauncherRun.with(
        allowing(allowed),
        "invoke",
        event,
        "--s3-endpoint",
        s3.endpoint(),
        "--function",
        OwnModel.untrained(folder.resolve("function")));
  }

  @Test
  void classifyWarnsInOneLine() throws Exception {
    LauncherRun run =
        LauncherRun.of("classify", PHOTO, "--format", "csv", "--model", TestBundle.untrained());

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).hasLineCount(6);
    assertThat(run.warned()).isTrue();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theStartOfTheFunctionWarnsInOneLine() throws Exception {
    LauncherRun run = invoke("", "events/http-api-image.json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).containsOnlyOnce(ModelManifest.UNTRAINED);
    JsonNode answer =
        new ObjectMapper().readTree(new ObjectMapper().readTree(run.out()).path("body").asText());
    assertThat(answer.at("/model/name").asText()).isEqualTo("untrained");
    assertThat(answer.path("predictions")).hasSize(3);
  }

  @Test
  void anEventIsReturnedForRetryAndNothingIsTagged() throws Exception {
    LauncherRun run = invoke("", "events/s3-put.json");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("1 of 1 objects to be retried", REFUSAL);
    assertThat(run.err())
        .contains("failed for s3://photos/" + KEY)
        .contains(REFUSAL)
        .doesNotContain("\tat ");
    assertThat(s3.calls()).isEmpty();
  }

  @Test
  void anObjectIsTaggedWhereTheSettingAllowsIt() throws Exception {
    LauncherRun run = invoke("true", "events/s3-put.json");

    assertThat(run.exitCode()).isZero();
    assertThat(s3.tags(KEY))
        .containsKey("snaplabel:labels")
        .hasEntrySatisfying(
            "snaplabel:model", model -> assertThat(model).startsWith("untrained/int8/"));
  }

  @Test
  void tagEndsBeforeItAccessesTheBucket() throws Exception {
    LauncherRun run = tag("");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.warned()).isTrue();
    assertThat(run.err()).isEqualTo("snaplabel: %s\n", REFUSAL);
    assertThat(s3.calls()).isEmpty();
  }

  @Test
  void aDryRunIsAllowed() throws Exception {
    LauncherRun run = tag("", "--dry-run");

    assertThat(run.exitCode()).isZero();
    assertThat(run.warned()).isTrue();
    assertThat(run.out()).contains("snaplabel:model=untrained/int8/");
    assertThat(s3.tags(KEY)).isEmpty();
  }

  @Test
  void tagWritesWhereTheSettingAllowsIt() throws Exception {
    LauncherRun run = tag("true");

    assertThat(run.exitCode()).isZero();
    assertThat(run.warned()).isTrue();
    assertThat(run.err()).startsWith("1 tagged, ");
    assertThat(s3.tags(KEY)).containsKey("snaplabel:labels");
  }

  @Test
  void serveWarnsInItsLog() throws Exception {
    Path log = folder.resolve("serve.log");
    try (RunningCommand serve =
        RunningCommand.of(
            log, "serve", "--port", 0, "--function", OwnModel.untrained(folder.resolve("fn")))) {
      assertThat(serve.line()).startsWith("SnapLabel listens on ");
      assertThat(Files.readString(log)).containsOnlyOnce(ModelManifest.UNTRAINED);
    }
  }

  @Test
  void aFolderIsNotServedUnlessTheSettingAllowsTags() throws Exception {
    Path pictures = Files.createDirectory(folder.resolve("pictures"));

    LauncherRun run =
        LauncherRun.with(
            Map.of("SNAPLABEL_TAG_UNTRAINED", ""),
            "serve",
            "--port",
            0,
            "--bucket",
            pictures,
            "--function",
            OwnModel.untrained(folder.resolve("fn")));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.warned()).isTrue();
    assertThat(run.err()).isEqualTo("snaplabel: %s\n", REFUSAL);
  }
}
