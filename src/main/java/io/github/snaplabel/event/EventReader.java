package io.github.snaplabel.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Tells what kind of event the function was invoked with, and reads it. Thread-safe. */
public final class EventReader {
  // Lambda's events are UTF-8; a guess could take a body's place in the bytes from us.
  private final ObjectMapper json =
      new ObjectMapper(
          JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build());
  private final RecordEvents records = new RecordEvents(json);

  /**
   * Reads one event.
   *
   * @param event JSON in UTF-8
   * @throws UnknownEventException if it is of no kind that the function knows, or lacks what that
   *     kind needs
   */
  public IncomingEvent read(byte[] event) throws UnknownEventException {
    RawEvent raw = RawEvent.read(event, json);
    JsonNode fields = raw.fields();
    if (HttpEvents.isFormat2(fields)) {
      return HttpEvents.readFormat2(raw);
    }
    if (HttpEvents.isFormat1(fields)) {
      return HttpEvents.readFormat1(raw);
    }
    if (fields.has("Records")) {
      return records.read(fields);
    }
    if (RecordEvents.isFailedInvocation(fields)) {
      return records.readFailedInvocation(fields);
    }
    if (S3Events.isEventBridge(fields)) {
      return S3Events.readEventBridge(fields);
    }
    if (S3Events.isBatch(fields)) {
      return S3Events.readBatch(fields);
    }
    if (S3Events.isTest(fields)) {
      return S3Events.readTest(fields);
    }
    throw new UnknownEventException(
        "The event is "
            + JsonFields.keys(fields)
            + "; expected one of API Gateway, a function URL, S3, EventBridge, SQS, SNS, S3 Batch"
            + " Operations, or Lambda's record of a failed invocation");
  }
}
