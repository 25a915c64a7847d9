package io.github.snaplabel.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.event.ObjectsCreated.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses events that are lists of records (notifications of S3, SNS and SQS) and Lambda's records
 * of failed invocations, which contain such events.
 */
final class RecordEvents {
  /** SQS, SNS and S3: an S3 notification that was sent to SNS and from there to SQS. */
  private static final int MAX_DEPTH = 3;

  private final ObjectMapper json;

  RecordEvents(ObjectMapper json) {
    this.json = json;
  }

  IncomingEvent read(JsonNode event) throws UnknownEventException {
    List<JsonNode> records = JsonFields.list(event, "/Records");
    return switch (source(records)) {
      case "aws:s3" -> S3Events.readNotification(records);
      case "aws:sns" -> new ObjectsCreated(Source.SNS, objectsInTopicRecords(records, MAX_DEPTH));
      case "aws:sqs" -> readQueue(records);
      default -> throw new UnknownEventException("The event's records are not from S3, SNS or SQS");
    };
  }

  /**
   * Returns whether the event is a record that Lambda sent to an on-failure destination. It
   * contains the event of the asynchronous invocation that failed.
   */
  static boolean isFailedInvocation(JsonNode event) {
    return event.path("requestPayload").isObject()
        && event.at("/requestContext/condition").isTextual();
  }

  ObjectsCreated readFailedInvocation(JsonNode event) throws UnknownEventException {
    return new ObjectsCreated(Source.FAILED_INVOCATION, objects(event, MAX_DEPTH));
  }

  /** Returns the source of all records; only SNS capitalizes the name of the field. */
  private static String source(List<JsonNode> records) throws UnknownEventException {
    String source = "";
    for (JsonNode entry : records) {
      String pointer = entry.has("EventSource") ? "/EventSource" : "/eventSource";
      String entrySource = JsonFields.optionalText(entry, pointer);
      if (entrySource == null) {
        throw new UnknownEventException(
            "The event's records are "
                + (entry.has("cf") ? "from Lambda@Edge (CloudFront)" : JsonFields.keys(entry))
                + "; expected records from S3, SNS or SQS");
      }
      if (!source.isEmpty() && !source.equals(entrySource)) {
        throw new UnknownEventException("The event's records are from more than one source");
      }
      source = entrySource;
    }
    return source;
  }

  private QueuedMessages readQueue(List<JsonNode> records) throws UnknownEventException {
    List<QueuedMessages.Message> messages = new ArrayList<>();
    for (JsonNode message : records) {
      messages.add(readMessage(message));
    }
    return new QueuedMessages(List.copyOf(messages));
  }

  /** Keeps a message that cannot be parsed, with the reason, so that the others are processed. */
  private QueuedMessages.Message readMessage(JsonNode message) throws UnknownEventException {
    String id = JsonFields.text(message, "/messageId");
    String groupId =
        isFifo(message) ? JsonFields.optionalText(message, "/attributes/MessageGroupId") : null;
    try {
      List<ObjectRef> objects = objectsIn(JsonFields.text(message, "/body"), MAX_DEPTH);
      return new QueuedMessages.Message(id, groupId, objects, null);
    } catch (UnknownEventException e) {
      return new QueuedMessages.Message(id, groupId, List.of(), e.getMessage());
    }
  }

  /** Returns whether the queue is FIFO: only names of FIFO queues end with .fifo. */
  private static boolean isFifo(JsonNode message) {
    String queue = JsonFields.optionalText(message, "/eventSourceARN");
    return queue != null && queue.endsWith(".fifo");
  }

  private List<ObjectRef> objectsInTopicRecords(List<JsonNode> records, int depth)
      throws UnknownEventException {
    List<ObjectRef> objects = new ArrayList<>();
    for (JsonNode entry : records) {
      objects.addAll(objectsIn(JsonFields.text(entry, "/Sns/Message"), depth));
    }
    return List.copyOf(objects);
  }

  private List<ObjectRef> objectsIn(String text, int depth) throws UnknownEventException {
    return objects(parse(text), depth);
  }

  private List<ObjectRef> objects(JsonNode message, int depth) throws UnknownEventException {
    JsonNode content = unwrapFailedInvocations(message);
    if (S3Events.isTest(content)) {
      return List.of();
    }
    if (S3Events.isEventBridge(content)) {
      return S3Events.readEventBridge(content).objects();
    }
    if (isTopicNotification(content) && depth > 1) {
      return objectsIn(JsonFields.text(content, "/Message"), depth - 1);
    }
    if (content.has("Records")) {
      List<JsonNode> records = JsonFields.list(content, "/Records");
      String source = source(records);
      if (source.equals("aws:s3")) {
        return S3Events.readNotification(records).objects();
      }
      if (source.equals("aws:sns") && depth > 1) {
        return objectsInTopicRecords(records, depth - 1);
      }
    }
    throw new UnknownEventException("The message contains " + JsonFields.keys(content));
  }

  /**
   * Returns the event of the invocation that failed. A record that was sent again and failed again
   * is nested in another record; the parser limits the nesting depth.
   */
  private static JsonNode unwrapFailedInvocations(JsonNode message) {
    JsonNode event = message;
    while (isFailedInvocation(event)) {
      event = event.get("requestPayload");
    }
    return event;
  }

  /** Returns whether SNS wrapped the message for SQS, as it does unless raw delivery is enabled. */
  private static boolean isTopicNotification(JsonNode content) {
    return "Notification".equals(JsonFields.optionalText(content, "/Type"))
        && content.has("TopicArn");
  }

  private JsonNode parse(String text) throws UnknownEventException {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      // The parser's message is dropped: it quotes content.
      throw new UnknownEventException("The message is not JSON");
    }
  }
}
