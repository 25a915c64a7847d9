package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.LabeledEventSchema;
import io.github.snaplabel.tagging.FakeS3;
import io.github.snaplabel.tagging.FoldedLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the {@code invoke} command with S3 events and an S3 on this machine. */
class InvokeS3IT {
  private static final Path PHOTO = Path.of("model/self-test.jpg");
  private static final String KEY = "my album/café+1.jpg";

  @BeforeEach
  void needsThePackage() {
    Needs.packagedFunction();
  }

  private static LauncherRun invoke(Object endpoint) throws IOException, InterruptedException {
    return invoke(endpoint, "id");
  }

  private static LauncherRun invoke(Object endpoint, String accessKey, String... options)
      throws IOException, InterruptedException {
    List<Object> arguments =
        new ArrayList<>(List.of("invoke", "events/s3-put.json", "--s3-endpoint", endpoint));
    arguments.addAll(List.of(options));
    return LauncherRun.with(
        Map.of("AWS_ACCESS_KEY_ID", accessKey, "AWS_SECRET_ACCESS_KEY", "secret"),
        arguments.toArray());
  }

  private static void assertAnswered(LauncherRun run) throws IOException {
    assertThat(run.exitCode()).isZero();
    JsonNode answer = new ObjectMapper().readTree(run.out());
    assertThat(LabeledEventSchema.errors(answer)).isEmpty();
    assertThat(answer).hasSize(1);
    assertThat(answer.at("/0/key").asText()).isEqualTo(KEY);
    assertThat(answer.at("/0/outcome").asText()).isEqualTo("labeled");
    assertThat(FoldedLabel.of(answer.at("/0/predictions/0/label").asText()))
        .isEqualTo(ModelAnswers.selfTestTag());
    assertThat(run.err()).contains("\"outcome\":\"labeled\"").doesNotContain("secret");
  }

  private static void assertTagged(Map<String, String> tags) {
    assertThat(tags).isEqualTo(ModelAnswers.selfTestTags());
  }

  @Test
  void theTagsEndUpOnTheObject() throws Exception {
    try (FakeS3 s3 = new FakeS3()) {
      s3.put(KEY, Files.readAllBytes(PHOTO));

      assertAnswered(invoke(s3.endpoint()));
      assertTagged(s3.tags(KEY));
    }
  }

  @Test
  void theTagsAreInChineseIfThatIsSet() throws Exception {
    assumeTrue(ModelAnswers.isImageNet(), "needs ImageNet's classes");
    Needs.moto();
    String name = ModelAnswers.inChinese(PHOTO).split(" ", 2)[0];
    try (MotoServer moto = MotoServer.start()) {
      moto.upload(Map.of(KEY, PHOTO));

      LauncherRun run = invoke(moto.endpoint(), "id", "--env", "SNAPLABEL_TAG_LANGUAGE=zh");

      assertAnswered(run);
      assertThat(new ObjectMapper().readTree(run.out()).at("/0/predictions/0/zh/name").asText())
          .isEqualTo(name);
      assertThat(moto.tags(KEY))
          .containsOnlyKeys(ModelAnswers.selfTestTags().keySet())
          .hasEntrySatisfying(
              "snaplabel:labels", labels -> assertThat(labels).startsWith(name + "="));
    }
  }

  @Test
  void theTagsEndUpOnTheObjectInMotosS3() throws Exception {
    Needs.moto();
    try (MotoServer moto = MotoServer.start()) {
      moto.upload(Map.of(KEY, PHOTO));

      assertAnswered(invoke(moto.endpoint()));
      assertTagged(moto.tags(KEY));
    }
  }

  @Test
  void anUnreachableEndpointIsReportedInASentence() throws Exception {
    LauncherRun run = invoke("http://127.0.0.1:" + MotoServer.freePort());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).startsWith("{\"errorMessage\":").contains("\"stackTrace\":[]");
    assertThat(run.err().lines().toList().getLast())
        .startsWith("snaplabel: The function reported an error: ")
        .contains("1 of 1 objects to be retried", "Connection refused");
    assertThat(run.err()).doesNotContain("\tat ");
  }

  @Test
  void anEndpointThatIsNotAUrlIsReported() throws Exception {
    for (String invalid :
        new String[] {"nonsense", "localhost:9000", "ftp://localhost", "http://a b"}) {
      LauncherRun run = invoke(invalid);

      assertThat(run.exitCode()).as(invalid).isEqualTo(2);
      assertThat(run.err())
          .contains(
              "--s3-endpoint must be a URL such as http://localhost:9000, not '%s'"
                  .formatted(invalid),
              "Try 'snaplabel invoke --help'.");
    }
  }

  @Test
  void missingCredentialsAreReported() throws Exception {
    LauncherRun run = invoke("http://127.0.0.1:9000", "");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--s3-endpoint needs AWS_ACCESS_KEY_ID", "Try 'snaplabel invoke --help'.");
  }
}
