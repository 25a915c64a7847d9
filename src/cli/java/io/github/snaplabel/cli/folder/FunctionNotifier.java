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

/** Announces objects to the function as S3 does, and understands what it answers. Thread-safe. */
final class FunctionNotifier {
  private static final Rejected ANSWER_UNKNOWN =
      new Rejected("The function's answer is not what it answers to S3");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Integration function;

  /** What the function says of an object. */
  sealed interface Reply {
    /** It has looked; this is its word for what came of it, such as {@code labeled}. */
    record Processed(String outcome) implements Reply {}

    /** It did not find the object. */
    record Missing() implements Reply {}

    /** It may be asked again; the sentence says what went wrong. */
    record Rejected(String sentence) implements Reply {}
  }

  FunctionNotifier(Integration function) {
    this.function = function;
  }

  /**
   * Announces a new object, and waits for the answer.
   *
   * @param sequencer rises from one announcement to the next
   */
  Reply announce(FolderObject object, long sequencer) throws InterruptedException {
    try {
      Payload event = new CreatedEvent(object, Instant.now(), sequencer).payload();
      return switch (function.invoke(event)) {
        case Failure failure -> new Rejected(failure.sentence());
        case Success answer -> reply(answer.payload());
      };
    } catch (JsonProcessingException _) {
      return ANSWER_UNKNOWN;
    } catch (IOException e) {
      return new Rejected("The function cannot be run: " + e.getMessage());
    }
  }

  private static Reply reply(Payload answer) throws JsonProcessingException {
    String outcome = JSON.readTree(answer.text()).at("/0/outcome").asText();
    return switch (outcome) {
      case "" -> ANSWER_UNKNOWN;
      case TaggingOutcome.Gone.CODE -> new Missing();
      default -> new Processed(outcome);
    };
  }
}
