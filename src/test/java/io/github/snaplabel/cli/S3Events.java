package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.tagging.FakeS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Events about one object of a fake S3, and the tags expected from the packaged function. */
record S3Events(FakeS3 s3) {
  static final String KEY = "my album/café+1.jpg";

  /** Events that Lambda or a queue retries as a whole, so that their answer is for people. */
  private static final List<String> ANSWERED_WITH_OUTCOMES =
      List.of(
          "s3-put",
          "eventbridge-object-created",
          "sns-s3",
          "s3-restore",
          "eventbridge-object-restored",
          "failed-invocation-s3");

  private static final List<String> QUEUED =
      List.of("sqs-s3", "sqs-eventbridge", "sqs-sns-s3", "sqs-failed-invocation-s3");

  private static final List<String> BATCH_TASKS = List.of("s3-batch-1", "s3-batch-2");

  /** Returns the names of all events about the object. */
  static List<String> names() {
    return Stream.of(ANSWERED_WITH_OUTCOMES, QUEUED, BATCH_TASKS).flatMap(List::stream).toList();
  }

  /** Puts the object, which removes its tags. */
  void upload() throws IOException {
    s3.put(KEY, Files.readAllBytes(Path.of("model/self-test.jpg")));
  }

  /** Puts another object, and returns the text of an event about it. */
  String eventOfUpload(String event, String key, byte[] content) throws IOException {
    String eTag = s3.put(key, content);
    return SampleEvents.text(event)
        .replace("my+album/caf%C3%A9%2B1.jpg", key)
        .replace("11459", String.valueOf(content.length))
        .replace("03f07332c07e31b963958ed5fc8b3a19", eTag);
  }

  void assertLabeled(String event) {
    assertThat(s3.tags(KEY)).as(event).containsAllEntriesOf(ModelAnswers.selfTestTags());
  }

  /** Asserts that the function tags the object after every event, and skips it the second time. */
  void assertTagged(FunctionProcess function) throws Exception {
    for (String event : ANSWERED_WITH_OUTCOMES) {
      upload();
      assertThat(SampleEvents.answer(function, event).at("/0/outcome").asText())
          .isEqualTo("labeled");
      assertLabeled(event);
    }
    for (String event : QUEUED) {
      upload();
      assertThat(SampleEvents.answer(function, event).at("/batchItemFailures")).isEmpty();
      assertLabeled(event);
    }
    for (String event : BATCH_TASKS) {
      upload();
      JsonNode result = SampleEvents.answer(function, event).at("/results/0");
      assertThat(result.get("resultCode").asText()).isEqualTo("Succeeded");
      assertThat(result.get("resultString").asText()).startsWith(ModelAnswers.selfTestTag() + "=");
      assertLabeled(event);
    }
    assertThat(SampleEvents.answer(function, "s3-test-event")).isEmpty();
    assertThat(SampleEvents.answer(function, "s3-put").at("/0/outcome").asText())
        .isEqualTo("already-labeled");
  }
}
