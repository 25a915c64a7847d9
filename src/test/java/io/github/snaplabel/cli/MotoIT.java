package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InitializationType;
import io.github.snaplabel.cli.lambda.InvocationResult.Success;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the packaged function and the command with moto's S3, and boto3 as another client. */
class MotoIT {
  private static final String KEY = S3Events.KEY;

  /** More objects than a page of a listing holds. */
  private static final int TEXTS = MotoServer.PAGE + 10;

  @BeforeEach
  void needsThePackageAndMoto() {
    Needs.packagedFunction();
    Needs.moto();
  }

  @Test
  void theCommandTagsExistingObjectsAndKeepsTheUsersTags() throws Exception {
    Path photo = Path.of("model/self-test.jpg");
    String cat = "my album/2/cat.jpg";
    Map<String, Path> objects = new LinkedHashMap<>();
    objects.put(KEY, photo);
    objects.put(cat, Path.of("model/calibration/locomotion-house-cat.jpg"));
    objects.put("elsewhere.jpg", photo);
    for (int text = 0; text < TEXTS; text++) {
      objects.put("my album/text" + text, Path.of("model/model.properties"));
    }
    try (MotoServer moto = MotoServer.start()) {
      moto.upload(objects);
      moto.tag(KEY, Map.of("project", "北 1"));

      LauncherRun first = tag(moto);
      LauncherRun second = tag(moto);

      assertThat(first.err())
          .startsWith(
              "2 tagged, 0 already tagged, 110 not pictures, 0 unreadable, 0 without free tags");
      assertThat(first.exitCode()).isZero();
      assertThat(second.err()).startsWith("0 tagged, 2 already tagged, 110 not pictures");
      assertThat(moto.tags(KEY))
          .containsEntry("project", "北 1")
          .containsAllEntriesOf(ModelAnswers.selfTestTags())
          .hasSize(1 + ModelAnswers.selfTestTags().size());
      assertThat(moto.tags(cat)).containsKey("snaplabel:labels");
      assertThat(moto.tags("elsewhere.jpg")).isEmpty();
    }
  }

  @Test
  void anArchivedObjectIsSkippedEverywhereAndLabeledOnceRestored() throws Exception {
    Path photo = Path.of("model/self-test.jpg");
    try (MotoServer moto = MotoServer.start();
        FunctionProcess function =
            PackagedFunction.withS3(moto.endpoint(), InitializationType.ON_DEMAND, _ -> {})) {
      moto.archive(KEY, photo);

      LauncherRun archived = tag(moto);
      assertThat(archived.err()).startsWith("0 tagged, ").contains(" 1 archived,", " 0 failed;");
      assertThat(archived.exitCode()).isZero();
      assertThat(SampleEvents.answer(function, "s3-put").at("/0/outcome").asText())
          .isEqualTo("archived");
      assertThat(SampleEvents.answer(function, "sqs-s3").at("/batchItemFailures")).isEmpty();
      assertThat(SampleEvents.answer(function, "s3-batch-2").at("/results/0/resultCode").asText())
          .isEqualTo("Succeeded");

      moto.restore(KEY);

      assertThat(SampleEvents.answer(function, "s3-restore").at("/0/outcome").asText())
          .isEqualTo("labeled");
      assertThat(tag(moto).err()).startsWith("0 tagged, 1 already tagged, ");
    }
  }

  private static LauncherRun tag(MotoServer moto) throws Exception {
    return LauncherRun.with(
        Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "secret"),
        "tag",
        "s3://photos/my album/",
        "--s3-endpoint",
        moto.endpoint().toString());
  }

  @ParameterizedTest
  @EnumSource
  void everyEventOfS3WritesTheTagsBesideTheUsers(InitializationType type) throws Exception {
    try (MotoServer moto = MotoServer.start();
        FunctionProcess function = PackagedFunction.withS3(moto.endpoint(), type, _ -> {})) {
      for (String event : S3Events.names()) {
        moto.upload(Map.of(KEY, Path.of("model/self-test.jpg")));
        moto.tag(KEY, Map.of("project", "北 1"));

        assertThat(SampleEvents.send(function, event)).as(event).isInstanceOf(Success.class);

        assertThat(moto.tags(KEY))
            .as(event)
            .containsEntry("project", "北 1")
            .containsAllEntriesOf(ModelAnswers.selfTestTags())
            .hasSize(1 + ModelAnswers.selfTestTags().size());
      }
    }
  }
}
