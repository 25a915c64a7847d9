package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InitializationType;
import io.github.snaplabel.cli.lambda.InvocationResult;
import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import io.github.snaplabel.cli.lambda.InvocationResult.Success;
import io.github.snaplabel.cli.lambda.Payload;
import io.github.snaplabel.tagging.FakeS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the packaged function in AWS's own runtime, from S3 events to the objects' tags. */
class ObjectsIT {
  private static final String KEY = "my album/café+1.jpg";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> log = new CopyOnWriteArrayList<>();
  private FakeS3 s3;

  @BeforeEach
  void needsThePackage() throws IOException {
    Needs.packagedFunction();
    s3 = new FakeS3();
  }

  @AfterEach
  void stop() {
    if (s3 != null) {
      s3.close();
    }
  }

  private FunctionProcess function(InitializationType type) {
    return PackagedFunction.withS3(s3.endpoint(), type, log::add);
  }

  private static InvocationResult send(FunctionProcess function, String event) throws Exception {
    return function.invoke(Payload.of(Files.readString(Path.of("events", event + ".json"))));
  }

  private static JsonNode answer(FunctionProcess function, String event) throws Exception {
    InvocationResult result = send(function, event);
    assertThat(result).as(event).isInstanceOf(Success.class);
    return JSON.readTree(((Success) result).payload().text());
  }

  private void upload() throws IOException {
    s3.put(KEY, Files.readAllBytes(Path.of("model/self-test.jpg")));
  }

  private void assertLabeled(String event) {
    assertThat(s3.tags(KEY))
        .as(event)
        .containsEntry("snaplabel:label", ModelAnswers.selfTestTag())
        .containsKeys("snaplabel:confidence", "snaplabel:labels", "snaplabel:model");
  }

  @ParameterizedTest
  @EnumSource
  void everyEventOfS3WritesTheTags(InitializationType type) throws Exception {
    try (FunctionProcess function = function(type)) {
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
        assertThat(result.get("resultString").asText())
            .startsWith(ModelAnswers.selfTestTag() + "=");
        assertLabeled(event);
      }
      assertThat(answer(function, "s3-test-event")).isEmpty();
      assertThat(answer(function, "s3-put").at("/0/outcome").asText()).isEqualTo("already-labeled");
    }
    assertThat(log).noneMatch(PackagedFunction::isLibraryWarning);
  }

  @Test
  void anObjectThatNobodyCanReadIsReportedOnceAndNotSentAgain() throws Exception {
    upload();
    s3.storage().encryptWithCustomerKey(KEY);
    try (FunctionProcess function = function(InitializationType.ON_DEMAND)) {
      assertThat(answer(function, "s3-put").at("/0/outcome").asText()).isEqualTo("cannot-decrypt");
      assertThat(answer(function, "eventbridge-object-created").at("/0/outcome").asText())
          .isEqualTo("cannot-decrypt");
      assertThat(answer(function, "sqs-s3").at("/batchItemFailures")).isEmpty();
      JsonNode result = answer(function, "s3-batch-2").at("/results/0");
      assertThat(result.get("resultCode").asText()).isEqualTo("Succeeded");
      assertThat(result.get("resultString").asText()).isEqualTo("cannot-decrypt");
    }
    assertThat(s3.calls()).hasSize(4).containsOnly("GET");
    assertThat(log)
        .filteredOn(line -> line.contains("\"cannot-decrypt\""))
        .hasSize(4)
        .allMatch(line -> line.contains("\"Skipped\""));
  }

  @Test
  void aBucketInAnotherRegionIsNamedInTheFailure() throws Exception {
    upload();
    s3.moveTo("eu-west-3");
    try (FunctionProcess function = function(InitializationType.ON_DEMAND)) {
      assertThat(send(function, "s3-put"))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.error().message()).contains("region eu-west-3"));
    }
    assertThat(log).anyMatch(line -> line.contains("The bucket is in the region eu-west-3"));
  }

  @Test
  void anS3FaultIsReportedInEachSendersProtocol() throws Exception {
    upload();
    s3.fault(FakeS3.error("PUT ?tagging", 503, "SlowDown", Integer.MAX_VALUE));
    try (FunctionProcess function = function(InitializationType.ON_DEMAND)) {
      assertThat(send(function, "s3-put"))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.error().message()).contains("1 of 1 objects"));
      assertThat(answer(function, "sqs-s3").at("/batchItemFailures")).hasSize(1);
      assertThat(answer(function, "s3-batch-2").at("/results/0/resultCode").asText())
          .isEqualTo("TemporaryFailure");
      s3.fault((_, _) -> false);
      assertThat(answer(function, "sqs-s3").at("/batchItemFailures")).isEmpty();
      assertLabeled("sqs-s3");
    }
  }
}
