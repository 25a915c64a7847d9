package io.github.snaplabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InitializationType;
import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import io.github.snaplabel.tagging.FakeS3;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the packaged function in AWS's own runtime, from S3 events to the objects' tags. */
class ObjectsIT {
  private final List<String> log = new CopyOnWriteArrayList<>();
  private FakeS3 s3;
  private S3Events events;

  @BeforeEach
  void needsThePackage() throws IOException {
    Needs.packagedFunction();
    s3 = new FakeS3();
    events = new S3Events(s3);
  }

  @AfterEach
  void stop() {
    if (s3 != null) {
      s3.close();
    }
  }

  private FunctionProcess function() {
    return PackagedFunction.withS3(s3.endpoint(), InitializationType.ON_DEMAND, log::add);
  }

  @Test
  void everyEventOfS3WritesTheTags() throws Exception {
    try (FunctionProcess function = function()) {
      events.assertTagged(function);
    }
    assertThat(log).noneMatch(PackagedFunction::isLibraryWarning);
  }

  @Test
  void anObjectThatNobodyCanReadIsReportedOnceAndNotSentAgain() throws Exception {
    events.upload();
    s3.storage().encryptWithCustomerKey(S3Events.KEY);
    try (FunctionProcess function = function()) {
      assertThat(SampleEvents.answer(function, "s3-put").at("/0/outcome").asText())
          .isEqualTo("cannot-decrypt");
      assertThat(
              SampleEvents.answer(function, "eventbridge-object-created").at("/0/outcome").asText())
          .isEqualTo("cannot-decrypt");
      assertThat(SampleEvents.answer(function, "sqs-s3").at("/batchItemFailures")).isEmpty();
      JsonNode result = SampleEvents.answer(function, "s3-batch-2").at("/results/0");
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
    events.upload();
    s3.moveTo("eu-west-3");
    try (FunctionProcess function = function()) {
      assertThat(SampleEvents.send(function, "s3-put"))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.error().message()).contains("region eu-west-3"));
    }
    assertThat(log).anyMatch(line -> line.contains("The bucket is in the region eu-west-3"));
  }

  @Test
  void anS3FaultIsReportedInEachSendersProtocol() throws Exception {
    events.upload();
    s3.fault(FakeS3.error("PUT ?tagging", 503, "SlowDown", Integer.MAX_VALUE));
    try (FunctionProcess function = function()) {
      assertThat(SampleEvents.send(function, "s3-put"))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.error().message()).contains("1 of 1 objects"));
      assertThat(SampleEvents.answer(function, "sqs-s3").at("/batchItemFailures")).hasSize(1);
      assertThat(SampleEvents.answer(function, "s3-batch-2").at("/results/0/resultCode").asText())
          .isEqualTo("TemporaryFailure");
      s3.fault((_, _) -> false);
      assertThat(SampleEvents.answer(function, "sqs-s3").at("/batchItemFailures")).isEmpty();
      events.assertLabeled("sqs-s3");
    }
  }
}
