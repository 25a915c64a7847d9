package io.github.snaplabel.cli.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.cli.folder.FunctionNotifier.Reply.Missing;
import io.github.snaplabel.cli.folder.FunctionNotifier.Reply.Processed;
import io.github.snaplabel.cli.folder.FunctionNotifier.Reply.Rejected;
import io.github.snaplabel.cli.folder.watch.FolderObject;
import io.github.snaplabel.cli.gateway.Integration;
import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import io.github.snaplabel.cli.lambda.InvocationResult.Success;
import io.github.snaplabel.cli.lambda.Payload;
import io.github.snaplabel.tagging.TaggingOutcome;
import java.io.IOException;
import java.time.Instant;

/** Sends S3 events to the function and parses its responses. Thread-safe. */
final class FunctionNotifier {
  private static final Rejected UNEXPECTED_RESPONSE =
      new Rejected("The function's response does not match an S3 event");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Integration function;

  /** The function's reply to an event. */
  sealed interface Reply {
    /** The object was processed, with an outcome's code such as {@code labeled}. */
    record Processed(String outcome) implements Reply {}

    /** The function did not find the object. */
    record Missing() implements Reply {}

    /** Processing failed and may be retried; the sentence says why. */
    record Rejected(String sentence) implements Reply {}
  }

  FunctionNotifier(Integration function) {
    this.function = function;
  }

  /**
   * Sends the event for a new object, and waits for the reply.
   *
   * @param sequencer increases from one event to the next
   */
  Reply notifyCreated(FolderObject object, long sequencer) throws InterruptedException {
    try {
      Payload event = new CreatedEvent(object, Instant.now(), sequencer).payload();
      return switch (function.invoke(event)) {
        case Failure failure -> new Rejected(failure.sentence());
        case Success response -> parseReply(response.payload());
      };
    } catch (JsonProcessingException _) {
      return UNEXPECTED_RESPONSE;
    } catch (IOException e) {
      return new Rejected("The function cannot be run: " + e.getMessage());
    }
  }

  private static Reply parseReply(Payload response) throws JsonProcessingException {
    String outcome = JSON.readTree(response.text()).at("/0/outcome").asText();
    return switch (outcome) {
      case "" -> UNEXPECTED_RESPONSE;
      case TaggingOutcome.Gone.CODE -> new Missing();
      default -> new Processed(outcome);
    };
  }
}
