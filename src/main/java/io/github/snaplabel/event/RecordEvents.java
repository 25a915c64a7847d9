package io.github.snaplabel.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.event.ObjectsCreated.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads events that are a list of records (S3's notifications, and what SNS and SQS carry), and the
 * records of failed invocations that Lambda keeps them in.
 */
final class RecordEvents {
  /** An S3 notification through SNS through SQS is three deep; no more are unwrapped. */
  private static final int MAX_DEPTH = 3;

  private final ObjectMapper json;

  RecordEvents(ObjectMapper json) {
    this.json = json;
  }

  IncomingEvent read(JsonNode event) throws UnknownEventException {
    List<JsonNode> records = JsonFields.list(event, "/Records");
    return switch (source(records)) {
      case "aws:s3" -> S3Events.readNotification(records);
      case "aws:sns" -> new ObjectsCreated(Source.SNS, carriedByTopic(records, MAX_DEPTH));
      case "aws:sqs" -> readQueue(records);
      default -> throw new UnknownEventException("The event's records are not of S3, SNS or SQS");
    };
  }

  /**
   * Whether Lambda wrote the event for a destination: it had given up on an asynchronous
   * invocation, whose event is inside.
   */
  static boolean isFailedInvocation(JsonNode event) {
    return event.path("requestPayload").isObject()
        && event.at("/requestContext/condition").isTextual();
  }

  /** What a failed invocation had been told of objects. */
  ObjectsCreated readFailedInvocation(JsonNode event) throws UnknownEventException {
    return new ObjectsCreated(Source.FAILED_INVOCATION, objects(event, MAX_DEPTH));
  }

  /** What all records name as their source; SNS alone writes the key with a capital letter. */
  private static String source(List<JsonNode> records) throws UnknownEventException {
    String source = "";
    for (JsonNode entry : records) {
      String pointer = entry.has("EventSource") ? "/EventSource" : "/eventSource";
      String own = JsonFields.optionalText(entry, pointer);
      if (own == null) {
        throw new UnknownEventException(
            "The event's records are "
                + (entry.has("cf") ? "of Lambda@Edge (CloudFront)" : JsonFields.keys(entry))
                + "; expected records of S3, SNS or SQS");
      }
      if (!source.isEmpty() && !source.equals(own)) {
        throw new UnknownEventException("The event's records are of more than one source");
      }
      source = own;
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

  /** A message that says nothing known is kept, so that the others are not lost with it. */
  private QueuedMessages.Message readMessage(JsonNode message) throws UnknownEventException {
    String id = JsonFields.text(message, "/messageId");
    String groupId =
        isFifo(message) ? JsonFields.optionalText(message, "/attributes/MessageGroupId") : null;
    try {
      List<ObjectRef> objects = carried(JsonFields.text(message, "/body"), MAX_DEPTH);
      return new QueuedMessages.Message(id, groupId, objects, null);
    } catch (UnknownEventException e) {
      return new QueuedMessages.Message(id, groupId, List.of(), e.getMessage());
    }
  }

  /** Only names of FIFO queues end so, and have to. */
  private static boolean isFifo(JsonNode message) {
    String queue = JsonFields.optionalText(message, "/eventSourceARN");
    return queue != null && queue.endsWith(".fifo");
  }

  private List<ObjectRef> carriedByTopic(List<JsonNode> records, int depth)
      throws UnknownEventException {
    List<ObjectRef> objects = new ArrayList<>();
    for (JsonNode entry : records) {
      objects.addAll(carried(JsonFields.text(entry, "/Sns/Message"), depth));
    }
    return List.copyOf(objects);
  }

  /** The objects that a message's text tells of. */
  private List<ObjectRef> carried(String text, int depth) throws UnknownEventException {
    return objects(parse(text), depth);
  }

  private List<ObjectRef> objects(JsonNode message, int depth) throws UnknownEventException {
    JsonNode content = withoutFailures(message);
    if (S3Events.isTest(content)) {
      return List.of();
    }
    if (S3Events.isEventBridge(content)) {
      return S3Events.readEventBridge(content).objects();
    }
    if (isTopicNotification(content) && depth > 1) {
      return carried(JsonFields.text(content, "/Message"), depth - 1);
    }
    if (content.has("Records")) {
      List<JsonNode> records = JsonFields.list(content, "/Records");
      String source = source(records);
      if (source.equals("aws:s3")) {
        return S3Events.readNotification(records).objects();
      }
      if (source.equals("aws:sns") && depth > 1) {
        return carriedByTopic(records, depth - 1);
      }
    }
    throw new UnknownEventException("The message carries " + JsonFields.keys(content));
  }

  /**
   * The event of an invocation that failed. A record that was sent again, and failed again, is
   * within another; how often is bounded by the nesting that the parser allows.
   */
  private static JsonNode withoutFailures(JsonNode message) {
    JsonNode event = message;
    while (isFailedInvocation(event)) {
      event = event.get("requestPayload");
    }
    return event;
  }

  /** How SNS wraps a message for SQS, unless raw delivery is on. */
  private static boolean isTopicNotification(JsonNode content) {
    return "Notification".equals(JsonFields.optionalText(content, "/Type"))
        && content.has("TopicArn");
  }

  private JsonNode parse(String text) throws UnknownEventException {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      // Its message quotes content, which stays here.
      throw new UnknownEventException("The message is not JSON");
    }
  }
}
