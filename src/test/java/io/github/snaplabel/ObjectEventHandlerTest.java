package io.github.snaplabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.classify.SureLabel;
import io.github.snaplabel.classify.Timing;
import io.github.snaplabel.event.BatchTasks;
import io.github.snaplabel.event.EventReader;
import io.github.snaplabel.event.IncomingEvent;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.event.ObjectsCreated;
import io.github.snaplabel.event.QueuedMessages;
import io.github.snaplabel.event.QueuedMessages.Message;
import io.github.snaplabel.event.TestNotification;
import io.github.snaplabel.image.ImageFormat;
import io.github.snaplabel.image.ImageHeader;
import io.github.snaplabel.tagging.Deadline;
import io.github.snaplabel.tagging.Invocation;
import io.github.snaplabel.tagging.ObjectEventHandler;
import io.github.snaplabel.tagging.ObjectsFailedException;
import io.github.snaplabel.tagging.TaggingOutcome;
import io.github.snaplabel.tagging.UntrainedModelException;
import io.github.snaplabel.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ObjectEventHandlerTest {
  private static final Invocation CALL =
      new Invocation("request-1", Deadline.in(Duration.ofMinutes(1)));

  private static final LabeledImage LABELED =
      new LabeledImage(
          new ImageHeader(ImageFormat.JPEG, 2, 1, 1),
          List.of(new Prediction(1, "alp", "n09193705", 970, 0.5)),
          new SureLabel("mountain", "n09359803", null, 0.75, List.of("landscape", "mountain")),
          new Timing(1, 2, 3, 6));

  private final ObjectMapper json = new ObjectMapper();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private final ObjectEventHandler handler =
      new ObjectEventHandler(
          this::tag,
          new ObjectTelemetry(
              new Telemetry("f", new PrintStream(out, true, StandardCharsets.UTF_8)),
              new CollectingLogger(log)));

  /** Returns the outcome that the object's key names. */
  private TaggingOutcome tag(ObjectRef object, Deadline deadline) {
    seen.add(object.key());
    return switch (object.key()) {
      case "text" -> new TaggingOutcome.NotAnImage(5);
      case "corrupt" -> new TaggingOutcome.Unreadable(5, "corrupt-image");
      case "full" -> new TaggingOutcome.NoTagsLeft(5, LABELED);
      case "again" -> new TaggingOutcome.AlreadyTagged();
      case "archived" -> new TaggingOutcome.Archived();
      case "sealed" -> new TaggingOutcome.CannotDecrypt();
      case "gone" -> new TaggingOutcome.Gone();
      case "busy" -> throw refusal(503);
      case "forbidden" -> throw refusal(403);
      case "abroad" -> throw refusal(301);
      case "abroad-by-signature" -> throw refusal(400, "AuthorizationHeaderMalformed");
      case "redirected" -> throw refusal(307);
      case "malformed" -> throw refusal(400, "InvalidRequest");
      case "untrained" -> throw new UntrainedModelException();
      case "bug" -> throw new IllegalStateException("a bug");
      default -> new TaggingOutcome.Tagged(9, LABELED, "alp=0.500");
    };
  }

  private static RuntimeException refusal(int status) {
    return S3Exception.builder().statusCode(status).message("no").build();
  }

  private static RuntimeException refusal(int status, String code) {
    return S3Exception.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
        .build();
  }

  private static ObjectRef ref(String key) {
    return new ObjectRef("photos", key, null, null, null);
  }

  private static ObjectsCreated created(String... keys) {
    return new ObjectsCreated(
        ObjectsCreated.Source.S3, Stream.of(keys).map(ObjectEventHandlerTest::ref).toList());
  }

  private static Message message(String key, @Nullable String group) {
    return new Message("id-" + key, group, List.of(ref(key)), null);
  }

  private List<String> failedIds(List<Message> messages) throws IOException {
    return json.readTree(handler.handle(new QueuedMessages(messages), CALL))
        .findValuesAsText("itemIdentifier");
  }

  @Test
  void everyObjectOfAnEventIsReported() throws Exception {
    JsonNode answer =
        json.readTree(
            handler.handle(
                created("a", "text", "corrupt", "full", "again", "archived", "sealed", "gone"),
                CALL));

    assertThat(answer.findValuesAsText("outcome"))
        .containsExactly(
            "labeled",
            "not-a-picture",
            "corrupt-image",
            "no-room",
            "already-labeled",
            "archived",
            "cannot-decrypt",
            "gone");
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(8)
        .allMatch(line -> line.contains("\"source\":\"s3\""));
    assertThat(
            out.toString(StandardCharsets.UTF_8).lines().filter(l -> l.contains("\"Skipped\":1")))
        .hasSize(5);
    assertThat(log).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"again", "archived", "sealed", "gone", "busy"})
  void theSizeOfAnObjectThatWasNotReadIsThatOfTheEventOrLeftOut(String key) throws Exception {
    ObjectRef sized = new ObjectRef("photos", key, null, null, 7L);
    handler.handle(new QueuedMessages(List.of(message(key, null))), CALL);
    handler.handle(
        new QueuedMessages(List.of(new Message("sized", null, List.of(sized), null))), CALL);

    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).doesNotContain("\"bytes\"");
    assertThat(lines.getLast()).contains("\"bytes\":7");
  }

  @Test
  void theAnswerHasTheLabelsAndTheShapeOfItsSchema() throws Exception {
    byte[] answer =
        handler.handle(
            new ObjectsCreated(
                ObjectsCreated.Source.S3,
                List.of(
                    new ObjectRef("photos", "a", "v1", null, null), ref("full"), ref("corrupt"))),
            CALL);

    assertThat(LabeledEventSchema.errors(json.readTree(answer))).isEmpty();
    String labels =
        "\"label\":{\"name\":\"mountain\",\"wnid\":\"n09359803\",\"probability\":0.75,"
            + "\"path\":[\"landscape\",\"mountain\"]},"
            + "\"predictions\":[{\"rank\":1,\"label\":\"alp\",\"wnid\":\"n09193705\","
            + "\"index\":970,\"probability\":0.5,\"parents\":[],\"aliases\":[]}]";
    assertThat(new String(answer, StandardCharsets.UTF_8))
        .isEqualTo(
            """
            [{"bucket":"photos","key":"a","versionId":"v1","outcome":"labeled",%s},\
            {"bucket":"photos","key":"full","outcome":"no-room",%s},\
            {"bucket":"photos","key":"corrupt","outcome":"corrupt-image"}]\
            """
                .formatted(labels, labels));
  }

  @Test
  void anEventWithAFailureFailsAfterAllObjectsWereAttempted() {
    assertThatThrownBy(() -> handler.handle(created("busy", "a", "forbidden", "b"), CALL))
        .isInstanceOf(ObjectsFailedException.class)
        .hasMessageContaining("2 of 4")
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
    assertThat(seen).containsExactlyInAnyOrder("busy", "a", "forbidden", "b");
    assertThat(log)
        .hasSize(2)
        .anyMatch(line -> line.contains("s3://photos/busy"))
        .allMatch(line -> line.endsWith("\n"))
        .noneMatch(line -> line.contains("\tat "));
  }

  @Test
  void anUntrainedModelIsReportedInOneLineAndTheEventIsRetried() {
    assertThatThrownBy(() -> handler.handle(created("a", "untrained"), CALL))
        .hasMessageContaining("1 of 2 objects to be retried: ")
        .hasMessageContaining("SNAPLABEL_TAG_UNTRAINED=true");
    assertThat(log)
        .singleElement()
        .asString()
        .contains("s3://photos/untrained", "SNAPLABEL_TAG_UNTRAINED=true")
        .hasLineCount(1);
  }

  @Test
  void aBugIsLoggedWithItsStackTrace() {
    assertThatThrownBy(() -> handler.handle(created("bug"), CALL))
        .hasMessage("1 of 1 objects to be retried: java.lang.IllegalStateException: a bug");
    assertThat(log).singleElement().asString().contains("a bug", "\tat " + getClass().getName());
  }

  @Test
  void onlyFailedMessagesAreReturnedToTheQueue() throws Exception {
    List<Message> messages =
        Stream.of("a", "busy", "corrupt", "full", "bug", "archived", "sealed", "gone")
            .map(key -> message(key, null))
            .toList();

    assertThat(failedIds(messages)).containsExactly("id-busy", "id-bug");
  }

  @Test
  void oneBadImageAmongTenDoesNotAffectTheOthers() throws Exception {
    List<Message> messages =
        IntStream.range(0, 10).mapToObj(i -> message(i == 4 ? "corrupt" : "p" + i, null)).toList();

    assertThat(failedIds(messages)).isEmpty();
    assertThat(seen).hasSize(10);
    assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(l -> l.contains("labeled")))
        .hasSize(9);
  }

  @Test
  void aMessageThatCannotBeParsedFails() throws Exception {
    assertThat(failedIds(List.of(new Message("x", null, List.of(), "The message is not JSON"))))
        .containsExactly("x");
    assertThat(log).singleElement().asString().contains("x: The message is not JSON");
  }

  @Test
  void messagesAfterAFailureInAFifoGroupAreReturnedToo() throws Exception {
    assertThat(
            failedIds(
                List.of(
                    message("a", "g"), message("busy", "g"), message("b", "g"), message("c", "h"))))
        .containsExactly("id-busy", "id-b");
  }

  @ParameterizedTest
  @CsvSource({
    "a, Succeeded, alp=0.500",
    "again, Succeeded, already-labeled",
    "text, Succeeded, not-a-picture",
    "corrupt, Succeeded, corrupt-image",
    "full, Succeeded, no-room",
    "archived, Succeeded, archived",
    "sealed, Succeeded, cannot-decrypt",
    "gone, Succeeded, gone",
    "forbidden, PermanentFailure, S3Exception: no",
    "abroad, PermanentFailure, S3Exception: no",
    "abroad-by-signature, PermanentFailure, S3Exception: no",
    "redirected, TemporaryFailure, S3Exception: no",
    "malformed, TemporaryFailure, S3Exception: no",
    "untrained, PermanentFailure, UntrainedModelException: The model is untrained",
    "busy, TemporaryFailure, S3Exception: no",
    "bug, TemporaryFailure, a bug"
  })
  void eachTasksResultIsReportedToTheJob(String key, String code, String reason) throws Exception {
    BatchTasks tasks = new BatchTasks("2.0", "i", List.of(new BatchTasks.Task("t", ref(key))));

    JsonNode answer = json.readTree(handler.handle(tasks, CALL));

    assertThat(answer.get("invocationSchemaVersion").asText()).isEqualTo("2.0");
    assertThat(answer.get("invocationId").asText()).isEqualTo("i");
    assertThat(answer.get("treatMissingKeysAs").asText()).isEqualTo("PermanentFailure");
    assertThat(answer.at("/results/0/taskId").asText()).isEqualTo("t");
    assertThat(answer.at("/results/0/resultCode").asText()).isEqualTo(code);
    assertThat(answer.at("/results/0/resultString").asText()).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3-put",
        "s3-test-event",
        "eventbridge-object-created",
        "sqs-s3",
        "sqs-eventbridge",
        "sqs-sns-s3",
        "sns-s3",
        "s3-restore",
        "eventbridge-object-restored",
        "failed-invocation-s3",
        "sqs-failed-invocation-s3",
        "s3-batch-1",
        "s3-batch-2"
      })
  void theRepositorysEventsReferToTheSameObject(String name) throws Exception {
    IncomingEvent event =
        new EventReader().read(Files.readAllBytes(Path.of("events", name + ".json")));

    List<ObjectRef> objects =
        switch (event) {
          case ObjectsCreated created -> created.objects();
          case QueuedMessages queued -> queued.messages().getFirst().objects();
          case BatchTasks tasks -> List.of(tasks.tasks().getFirst().object());
          case TestNotification _ -> List.of(ref("my album/café+1.jpg"));
          default -> List.of();
        };
    assertThat(objects)
        .extracting(ObjectRef::bucket, ObjectRef::key)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("photos", "my album/café+1.jpg"));
  }
}
