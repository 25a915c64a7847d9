package io.github.snaplabel.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.snaplabel.event.ObjectsCreated.Source;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Parses notifications from S3 and EventBridge, and tasks of S3 Batch Operations. */
final class S3Events {
  /** EventBridge's detail-types for objects whose content has become readable. */
  private static final Set<String> READABLE = Set.of("Object Created", "Object Restore Completed");

  private S3Events() {}

  static boolean isTest(JsonNode event) {
    return "s3:TestEvent".equals(JsonFields.optionalText(event, "/Event"));
  }

  static boolean isEventBridge(JsonNode event) {
    return "aws.s3".equals(JsonFields.optionalText(event, "/source")) && event.has("detail-type");
  }

  /**
   * Parses an EventBridge event, whose object key is not URL-encoded, unlike in the other events.
   *
   * @throws UnknownEventException also for API calls recorded by CloudTrail: a rule for them would
   *     silently label nothing
   */
  static ObjectsCreated readEventBridge(JsonNode event) throws UnknownEventException {
    String type = JsonFields.text(event, "/detail-type");
    if (type.endsWith("via CloudTrail")) {
      throw new UnknownEventException(
          "The event is an API call recorded by CloudTrail, for which nothing is labeled; expected"
              + " a rule for the detail-type \"Object Created\", which S3 sends once EventBridge is"
              + " enabled in the bucket's properties");
    }
    if (!READABLE.contains(type)) {
      return new ObjectsCreated(Source.EVENTBRIDGE, List.of());
    }
    JsonNode detail = event.path("detail");
    return new ObjectsCreated(
        Source.EVENTBRIDGE,
        List.of(
            new ObjectRef(
                JsonFields.text(detail, "/bucket/name"),
                JsonFields.text(detail, "/object/key"),
                JsonFields.optionalText(detail, "/object/version-id"),
                JsonFields.optionalText(detail, "/object/etag"),
                JsonFields.optionalNumber(detail, "/object/size"))));
  }

  /** Parses records of {@code aws:s3}, ignoring deletions, changes of tags and the like. */
  static ObjectsCreated readNotification(List<JsonNode> records) throws UnknownEventException {
    List<ObjectRef> objects = new ArrayList<>();
    for (JsonNode created : records) {
      String name = JsonFields.text(created, "/eventName");
      if (name.startsWith("ObjectCreated:") || name.equals("ObjectRestore:Completed")) {
        objects.add(
            new ObjectRef(
                JsonFields.text(created, "/s3/bucket/name"),
                formDecoded(JsonFields.text(created, "/s3/object/key")),
                JsonFields.optionalText(created, "/s3/object/versionId"),
                JsonFields.optionalText(created, "/s3/object/eTag"),
                JsonFields.optionalNumber(created, "/s3/object/size")));
      }
    }
    return new ObjectsCreated(Source.S3, List.copyOf(objects));
  }

  static boolean isBatch(JsonNode event) {
    return event.has("invocationSchemaVersion") && event.has("tasks");
  }

  static BatchTasks readBatch(JsonNode event) throws UnknownEventException {
    String version = JsonFields.text(event, "/invocationSchemaVersion");
    List<BatchTasks.Task> tasks = new ArrayList<>();
    for (JsonNode task : JsonFields.list(event, "/tasks")) {
      ObjectRef object =
          new ObjectRef(
              bucket(task),
              formDecoded(JsonFields.text(task, "/s3Key")),
              JsonFields.optionalText(task, "/s3VersionId"),
              null,
              null);
      tasks.add(new BatchTasks.Task(JsonFields.text(task, "/taskId"), object));
    }
    return new BatchTasks(version, JsonFields.text(event, "/invocationId"), List.copyOf(tasks));
  }

  /**
   * Returns the bucket's name, which schema 1.0 only gives as an ARN ({@code arn:aws:s3:::name}).
   */
  private static String bucket(JsonNode task) throws UnknownEventException {
    String name = JsonFields.optionalText(task, "/s3Bucket");
    if (name != null) {
      return name;
    }
    String arn = JsonFields.text(task, "/s3BucketArn");
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  /**
   * Decodes a key that is encoded like an HTML form, with {@code +} for a space. See "Event message
   * structure" in the S3 user guide for notifications; Powertools decodes the keys of Batch
   * Operations in the same way.
   */
  private static String formDecoded(String key) throws UnknownEventException {
    try {
      return URLDecoder.decode(key, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // The decoder's message is dropped: it quotes the key.
      throw new UnknownEventException("An object's key is not URL-encoded");
    }
  }
}
