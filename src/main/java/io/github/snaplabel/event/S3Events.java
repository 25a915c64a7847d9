package io.github.snaplabel.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.snaplabel.event.ObjectsCreated.Source;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads what tells of objects: S3's own notifications, EventBridge's, and jobs. */
final class S3Events {
  /** What EventBridge calls an object whose content can be read for the first time, or again. */
  private static final Set<String> READABLE = Set.of("Object Created", "Object Restore Completed");

  private S3Events() {}

  static boolean isTest(JsonNode event) {
    return "s3:TestEvent".equals(Fields.optionalText(event, "/Event"));
  }

  static TestNotification readTest(JsonNode event) throws UnknownEvent {
    return new TestNotification(Fields.text(event, "/Bucket"));
  }

  static boolean isEventBridge(JsonNode event) {
    return "aws.s3".equals(Fields.optionalText(event, "/source")) && event.has("detail-type");
  }

  /**
   * EventBridge's keys are not encoded, unlike those of the other kinds.
   *
   * @throws UnknownEvent also for API calls that CloudTrail recorded: a rule for them would never
   *     lead to a label, without anybody noticing
   */
  static ObjectsCreated readEventBridge(JsonNode event) throws UnknownEvent {
    String type = Fields.text(event, "/detail-type");
    if (type.endsWith("via CloudTrail")) {
      throw new UnknownEvent(
          "The event is an API call recorded by CloudTrail, for which nothing is labeled; expected"
              + " a rule for the detail-type \"Object Created\", which S3 sends once EventBridge is"
              + " switched on in the bucket's properties");
    }
    if (!READABLE.contains(type)) {
      return new ObjectsCreated(Source.EVENTBRIDGE, List.of());
    }
    JsonNode detail = event.path("detail");
    return new ObjectsCreated(
        Source.EVENTBRIDGE,
        List.of(
            new ObjectRef(
                Fields.text(detail, "/bucket/name"),
                Fields.text(detail, "/object/key"),
                Fields.optionalText(detail, "/object/version-id"),
                Fields.optionalText(detail, "/object/etag"),
                Fields.optionalNumber(detail, "/object/size"))));
  }

  /** Records of {@code aws:s3}; those of deletions, tags and the like are left out. */
  static ObjectsCreated readNotification(List<JsonNode> records) throws UnknownEvent {
    List<ObjectRef> objects = new ArrayList<>();
    for (JsonNode created : records) {
      String name = Fields.text(created, "/eventName");
      if (name.startsWith("ObjectCreated:") || name.equals("ObjectRestore:Completed")) {
        objects.add(
            new ObjectRef(
                Fields.text(created, "/s3/bucket/name"),
                formDecoded(Fields.text(created, "/s3/object/key")),
                Fields.optionalText(created, "/s3/object/versionId"),
                Fields.optionalText(created, "/s3/object/eTag"),
                Fields.optionalNumber(created, "/s3/object/size")));
      }
    }
    return new ObjectsCreated(Source.S3, List.copyOf(objects));
  }

  static boolean isBatch(JsonNode event) {
    return event.has("invocationSchemaVersion") && event.has("tasks");
  }

  static BatchTasks readBatch(JsonNode event) throws UnknownEvent {
    String version = Fields.text(event, "/invocationSchemaVersion");
    List<BatchTasks.Task> tasks = new ArrayList<>();
    for (JsonNode task : Fields.list(event, "/tasks")) {
      ObjectRef object =
          new ObjectRef(
              bucket(task),
              formDecoded(Fields.text(task, "/s3Key")),
              Fields.optionalText(task, "/s3VersionId"),
              null,
              null);
      tasks.add(new BatchTasks.Task(Fields.text(task, "/taskId"), object));
    }
    return new BatchTasks(
        version,
        Fields.text(event, "/invocationId"),
        Objects.requireNonNullElse(Fields.optionalText(event, "/job/id"), ""),
        List.copyOf(tasks));
  }

  /** Schema 2.0 names the bucket, 1.0 its ARN ({@code arn:aws:s3:::name}). */
  private static String bucket(JsonNode task) throws UnknownEvent {
    String name = Fields.optionalText(task, "/s3Bucket");
    if (name != null) {
      return name;
    }
    String arn = Fields.text(task, "/s3BucketArn");
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  /**
   * A space is {@code +} and the rest per cent encoded, as in a form: AWS, "Event message
   * structure" of S3's user guide, for notifications; Powertools decodes jobs' keys alike.
   */
  private static String formDecoded(String key) throws UnknownEvent {
    try {
      return URLDecoder.decode(key, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Its message quotes content, which stays here.
      throw new UnknownEvent("An object's key is not URL-encoded");
    }
  }
}
