package io.github.snaplabel.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Detects the kind of an event and parses it. Thread-safe. */
public final class EventReader {
  // Lambda's events are UTF-8. With charset detection the parser might report character offsets,
  // but RawEvent needs the body's byte offset.
  private final ObjectMapper json =
      new ObjectMapper(
          JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build());
  private final RecordEvents records = new RecordEvents(json);

  /**
   * Parses one event.
   *
   * @param event JSON in UTF-8
   * @throws UnknownEventException if the function does not handle this kind of event, or a required
   *     field is missing
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
      return new TestNotification();
    }
    throw new UnknownEventException(
        "The event is "
            + JsonFields.keys(fields)
            + "; expected one of API Gateway, a function URL, S3, EventBridge, SQS, SNS, S3 Batch"
            + " Operations, or Lambda's record of a failed invocation");
  }
}
