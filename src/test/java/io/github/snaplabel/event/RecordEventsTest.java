package io.github.snaplabel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.event.ObjectsCreated.Source;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordEventsTest {
  private static final String S3 =
      """
      {"Records": [{"eventVersion": "2.1", "eventSource": "aws:s3", "eventName": "ObjectCreated:Put",
        "s3": {"bucket": {"name": "photos"}, "object": {"key": "my+album/caf%C3%A9%2B1.jpg",
          "size": 1024, "eTag": "d41d8cd9", "versionId": "v7", "sequencer": "0A1B"}}}]}
      """;

  private static final String EVENTBRIDGE =
      """
      {"version": "0", "source": "aws.s3", "detail-type": "Object Created", "detail": {
        "bucket": {"name": "photos"}, "object": {"key": "my album/a+b%20.jpg",
          "size": 7, "etag": "abc", "version-id": "v8", "sequencer": "0C"}}}
      """;

  private static final String QUEUE = "arn:aws:sqs:eu-central-1:1:q";

  private static final ObjectRef FROM_S3 =
      new ObjectRef("photos", "my album/café+1.jpg", "v7", "d41d8cd9", 1024L);

  private static final ObjectRef FROM_EVENTBRIDGE =
      new ObjectRef("photos", "my album/a+b%20.jpg", "v8", "abc", 7L);

  private static final String TEST =
      """
      {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "photos", "RequestId": "r"}
      """;

  private static String quoted(String json) {
    return new ObjectMapper().valueToTree(json).toString();
  }

  private static String sns(String message) {
    return """
    {"Records": [{"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": {"Message": %s}}]}
    """
        .formatted(quoted(message));
  }

  private static String snsInQueue(String message) {
    return """
    {"Type": "Notification", "TopicArn": "arn:aws:sns:eu-central-1:1:t", "Message": %s}
    """
        .formatted(quoted(message));
  }

  /** The record that Lambda sends to an on-failure destination. */
  private static String failed(String event) {
    return """
    {"version": "1.0", "timestamp": "2026-11-24T12:00:00.000Z", "requestContext": {"requestId": "r",
      "functionArn": "f", "condition": "RetriesExhausted", "approximateInvokeCount": 3},
     "requestPayload": %s, "responseContext": {"statusCode": 200, "functionError": "Unhandled"},
     "responsePayload": {"errorMessage": "m"}}
    """
        .formatted(event);
  }

  private static String sqs(String... bodies) {
    StringBuilder records = new StringBuilder();
    for (String body : bodies) {
      records
          .append(records.isEmpty() ? "" : ",")
          .append(
              "{\"eventSource\": \"aws:sqs\", \"messageId\": \"m%d\", \"body\": %s}"
                  .formatted(records.length(), quoted(body)));
    }
    return "{\"Records\": [" + records + "]}";
  }

  @Test
  void aNotificationsKeysAreFormDecoded() throws UnknownEventException {
    assertThat(Events.read(S3)).isEqualTo(new ObjectsCreated(Source.S3, List.of(FROM_S3)));
  }

  @Test
  void aNotificationOfADeletionHasNoObjects() throws UnknownEventException {
    assertThat(Events.read(S3.replace("ObjectCreated:Put", "ObjectRemoved:Delete")))
        .isEqualTo(new ObjectsCreated(Source.S3, List.of()));
  }

  @Test
  void anObjectThatWasRestoredFromAnArchiveIsRead() throws UnknownEventException {
    assertThat(Events.read(S3.replace("ObjectCreated:Put", "ObjectRestore:Completed")))
        .isEqualTo(new ObjectsCreated(Source.S3, List.of(FROM_S3)));
    assertThat(Events.read(EVENTBRIDGE.replace("Object Created", "Object Restore Completed")))
        .isEqualTo(new ObjectsCreated(Source.EVENTBRIDGE, List.of(FROM_EVENTBRIDGE)));
  }

  @Test
  void anInitiatedOrExpiredRestoreHasNoObjects() throws UnknownEventException {
    for (String other : List.of("ObjectRestore:Post", "ObjectRestore:Delete")) {
      assertThat(
              Events.read(S3.replace("ObjectCreated:Put", other), ObjectsCreated.class).objects())
          .isEmpty();
    }
    assertThat(
            Events.read(
                    EVENTBRIDGE.replace("Object Created", "Object Restore Initiated"),
                    ObjectsCreated.class)
                .objects())
        .isEmpty();
  }

  @Test
  void aFailedInvocationThatIsSentAgainHasItsObjects() throws UnknownEventException {
    for (String event : List.of(S3, sns(S3), failed(S3), failed(failed(failed(failed(S3)))))) {
      assertThat(Events.read(failed(event)))
          .isEqualTo(new ObjectsCreated(Source.FAILED_INVOCATION, List.of(FROM_S3)));
    }
    assertThat(Events.read(failed(EVENTBRIDGE), ObjectsCreated.class).objects())
        .containsExactly(FROM_EVENTBRIDGE);
    assertThat(Events.read(failed(TEST), ObjectsCreated.class).objects()).isEmpty();
  }

  @Test
  void aFailedInvocationMayComeThroughAQueue() throws UnknownEventException {
    QueuedMessages queued =
        Events.read(
            sqs(failed(S3), failed(EVENTBRIDGE), failed(sns(S3)), failed("{\"a\": 1}")),
            QueuedMessages.class);

    assertThat(queued.messages())
        .extracting(QueuedMessages.Message::objects)
        .containsExactly(List.of(FROM_S3), List.of(FROM_EVENTBRIDGE), List.of(FROM_S3), List.of());
    assertThat(queued.messages().getLast().problem())
        .isEqualTo("The message contains an object with the keys a");
  }

  @Test
  void optionalFieldsThatAreMissingAreNull() throws UnknownEventException {
    String bare =
        """
        {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Copy",
          "s3": {"bucket": {"name": "b"}, "object": {"key": "k"}}}]}
        """;

    assertThat(Events.read(bare, ObjectsCreated.class).objects())
        .containsExactly(new ObjectRef("b", "k", null, null, null));
  }

  @Test
  void aKeyThatIsEncodedIncorrectlyIsRejected() {
    assertThatExceptionOfType(UnknownEventException.class)
        .isThrownBy(() -> Events.read(S3.replace("%2B1", "%zz")))
        .withMessage("An object's key is not URL-encoded");
  }

  @Test
  void eventBridgesKeysAreNotDecoded() throws UnknownEventException {
    assertThat(Events.read(EVENTBRIDGE))
        .isEqualTo(new ObjectsCreated(Source.EVENTBRIDGE, List.of(FROM_EVENTBRIDGE)));
  }

  @Test
  void otherEventsFromEventBridgeHaveNoObjects() throws UnknownEventException {
    assertThat(Events.read(EVENTBRIDGE.replace("Object Created", "Object Deleted")))
        .isEqualTo(new ObjectsCreated(Source.EVENTBRIDGE, List.of()));
  }

  @Test
  void aTopicsMessagesContainNotifications() throws UnknownEventException {
    assertThat(Events.read(sns(S3))).isEqualTo(new ObjectsCreated(Source.SNS, List.of(FROM_S3)));
    assertThat(Events.read(sns(EVENTBRIDGE), ObjectsCreated.class).objects())
        .containsExactly(FROM_EVENTBRIDGE);
    assertThat(Events.read(sns(TEST), ObjectsCreated.class).objects()).isEmpty();
  }

  @Test
  void aTopicsMessageWithAnythingElseIsRejected() {
    assertThatExceptionOfType(UnknownEventException.class)
        .isThrownBy(() -> Events.read(sns("{\"hello\": \"secret\"}")))
        .withMessage("The message contains an object with the keys hello");
  }

  @Test
  void aQueuesMessagesContainNotificationsOfEveryKind() throws UnknownEventException {
    QueuedMessages queued =
        Events.read(
            sqs(S3, EVENTBRIDGE, snsInQueue(S3), snsInQueue(EVENTBRIDGE), TEST),
            QueuedMessages.class);

    assertThat(queued.messages())
        .extracting(QueuedMessages.Message::objects)
        .containsExactly(
            List.of(FROM_S3),
            List.of(FROM_EVENTBRIDGE),
            List.of(FROM_S3),
            List.of(FROM_EVENTBRIDGE),
            List.of());
    assertThat(queued.messages()).extracting(QueuedMessages.Message::problem).containsOnlyNulls();
    assertThat(queued.messages()).extracting(QueuedMessages.Message::id).doesNotHaveDuplicates();
  }

  @Test
  void anUnknownMessageDoesNotAffectTheOthers() throws UnknownEventException {
    QueuedMessages queued =
        Events.read(sqs("hello", S3, "{\"a\": 1}", "[]", "\"x\""), QueuedMessages.class);

    assertThat(queued.messages())
        .extracting(QueuedMessages.Message::problem)
        .containsExactly(
            "The message is not JSON",
            null,
            "The message contains an object with the keys a",
            "The message contains a JSON array",
            "The message contains a JSON string");
    assertThat(queued.messages().get(1).objects()).containsExactly(FROM_S3);
  }

  @Test
  void messagesThatAreNestedTooDeeplyAreNotUnwrapped() throws UnknownEventException {
    String deep = S3;
    for (int i = 0; i < 5; i++) {
      deep = snsInQueue(deep);
    }

    assertThat(Events.read(sqs(deep), QueuedMessages.class).messages().getFirst().problem())
        .startsWith("The message contains an object with the keys Type");
  }

  private static QueuedMessages.Message grouped(String queueArn) throws UnknownEventException {
    String event =
        sqs(S3)
            .replace(
                "\"body\":",
                "\"eventSourceARN\": \"%s\", \"attributes\": {\"MessageGroupId\": \"g\"}, \"body\":"
                    .formatted(queueArn));
    return Events.read(event, QueuedMessages.class).messages().getFirst();
  }

  @Test
  void onlyMessagesOfFifoQueuesHaveAGroup() throws UnknownEventException {
    assertThat(grouped(QUEUE + ".fifo").groupId()).isEqualTo("g");
    assertThat(grouped(QUEUE).groupId()).isNull();
    assertThat(grouped(QUEUE).objects()).containsExactly(FROM_S3);
  }

  @Test
  void aJobsTasksAreReadInBothSchemas() throws UnknownEventException {
    String event =
        """
        {"invocationSchemaVersion": "%s", "invocationId": "i", "job": {"id": "j"},
         "tasks": [{"taskId": "t", "s3Key": "my+album/a%%2Bb.jpg", "s3VersionId": %s, %s}]}
        """;

    assertThat(
            Events.read(
                event.formatted("1.0", "\"1\"", "\"s3BucketArn\": \"arn:aws:s3:::photos\"")))
        .isEqualTo(
            new BatchTasks(
                "1.0",
                "i",
                List.of(
                    new BatchTasks.Task(
                        "t", new ObjectRef("photos", "my album/a+b.jpg", "1", null, null)))));
    assertThat(Events.read(event.formatted("2.0", "null", "\"s3Bucket\": \"photos\"")))
        .isEqualTo(
            new BatchTasks(
                "2.0",
                "i",
                List.of(
                    new BatchTasks.Task(
                        "t", new ObjectRef("photos", "my album/a+b.jpg", null, null, null)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "1e3", "\"7\"", "null", "9223372036854775808", "1e400"})
  void aSizeThatIsNotAnIntegerIsUnknown(String size) throws UnknownEventException {
    for (String event :
        List.of(S3.replace(": 1024", ": " + size), EVENTBRIDGE.replace(": 7", ": " + size))) {
      assertThat(Events.read(event, ObjectsCreated.class).objects())
          .singleElement()
          .extracting(ObjectRef::size)
          .isNull();
    }
  }

  @Test
  void s3sTestEventIsRecognizedByItsName() throws UnknownEventException {
    assertThat(Events.read(TEST)).isEqualTo(new TestNotification());
    assertThat(Events.read("{\"Event\": \"s3:TestEvent\"}")).isEqualTo(new TestNotification());
  }
}
