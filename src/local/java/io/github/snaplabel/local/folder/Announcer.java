package io.github.snaplabel.local.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.local.folder.Announcer.Heard.Failed;
import io.github.snaplabel.local.folder.Announcer.Heard.Gone;
import io.github.snaplabel.local.folder.Announcer.Heard.Seen;
import io.github.snaplabel.local.gateway.Integration;
import io.github.snaplabel.local.lambda.InvocationResult.Answer;
import io.github.snaplabel.local.lambda.InvocationResult.Failure;
import io.github.snaplabel.local.lambda.Payload;
import java.io.IOException;
import java.time.Instant;

/** Announces objects to the function as S3 does, and understands what it answers. Thread-safe. */
final class Announcer {
  private static final Failed ANSWER_UNKNOWN =
      new Failed("The function's answer is not what it answers to S3");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Integration function;

  /** What the function says of an object. */
  sealed interface Heard {
    /** It has looked; this is its word for what came of it, such as {@code labeled}. */
    record Seen(String outcome) implements Heard {}

    /** It did not find the object. */
    record Gone() implements Heard {}

    /** It may be asked again; the sentence says what went wrong. */
    record Failed(String sentence) implements Heard {}
  }

  Announcer(Integration function) {
    this.function = function;
  }

  /**
   * Announces a new object, and waits for the answer.
   *
   * @param sequencer rises from one announcement to the next
   */
  Heard announce(FolderObject object, long sequencer) throws InterruptedException {
    try {
      Payload event = new CreatedEvent(object, Instant.now(), sequencer).payload();
      return switch (function.invoke(event)) {
        case Failure failure -> new Failed(failure.sentence());
        case Answer answer -> heard(answer.payload());
      };
    } catch (JsonProcessingException _) {
      return ANSWER_UNKNOWN;
    } catch (IOException e) {
      return new Failed("The function cannot be run: " + e.getMessage());
    }
  }

  private static Heard heard(Payload answer) throws JsonProcessingException {
    String outcome = JSON.readTree(answer.text()).at("/0/outcome").asText();
    return switch (outcome) {
      case "" -> ANSWER_UNKNOWN;
      case "gone" -> new Gone();
      default -> new Seen(outcome);
    };
  }
}
