package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InvocationResult;
import io.github.snaplabel.cli.lambda.InvocationResult.Success;
import io.github.snaplabel.cli.lambda.Payload;
import io.github.snaplabel.tagging.FakeS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Events about one object of a fake S3, and the tags expected from the packaged function. */
record S3Events(FakeS3 s3) {
  static final String KEY = "my album/café+1.jpg";

  private static final Path EVENTS = Path.of("events");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Puts the object, which removes its tags. */
  void upload() throws IOException {
    s3.put(KEY, Files.readAllBytes(Path.of("model/self-test.jpg")));
  }

  static InvocationResult send(FunctionProcess function, String event) throws Exception {
    return function.invoke(Payload.of(Files.readString(EVENTS.resolve(event + ".json"))));
  }

  static JsonNode answer(FunctionProcess function, String event) throws Exception {
    InvocationResult result = send(function, event);
    assertThat(result).as(event).isInstanceOf(Success.class);
    return JSON.readTree(((Success) result).payload().text());
  }

  void assertLabeled(String event) {
    assertThat(s3.tags(KEY))
        .as(event)
        .containsEntry("snaplabel:label", ModelAnswers.selfTestTag())
        .containsKeys("snaplabel:confidence", "snaplabel:labels", "snaplabel:model");
  }

  /** Asserts that the function tags the object after every event, and skips it the second time. */
  void assertTagged(FunctionProcess function) throws Exception {
    for (String event :
        List.of(
            "s3-put",
            "eventbridge-object-created",
            "sns-s3",
            "s3-restore",
            "eventbridge-object-restored",
            "failed-invocation-s3")) {
      upload();
      assertThat(answer(function, event).at("/0/outcome").asText()).isEqualTo("labeled");
      assertLabeled(event);
    }
    for (String event :
        List.of("sqs-s3", "sqs-eventbridge", "sqs-sns-s3", "sqs-failed-invocation-s3")) {
      upload();
      assertThat(answer(function, event).at("/batchItemFailures")).isEmpty();
      assertLabeled(event);
    }
    for (String event : List.of("s3-batch-1", "s3-batch-2")) {
      upload();
      JsonNode result = answer(function, event).at("/results/0");
      assertThat(result.get("resultCode").asText()).isEqualTo("Succeeded");
      assertThat(result.get("resultString").asText()).startsWith(ModelAnswers.selfTestTag() + "=");
      assertLabeled(event);
    }
    assertThat(answer(function, "s3-test-event")).isEmpty();
    assertThat(answer(function, "s3-put").at("/0/outcome").asText()).isEqualTo("already-labeled");
  }
}
