package io.github.snaplabel.cli.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Locale;

/**
 * What Lambda answers in place of a result.
 *
 * @param type an exception's class, or one of AWS's own names, such as {@code Sandbox.Timedout}
 * @param message empty if the exception had none
 * @param json the whole, as the caller gets it
 */
public record FunctionError(String type, String message, Payload json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static FunctionError of(String type, String message) {
    String json =
        JSON.createObjectNode().put("errorType", type).put("errorMessage", message).toString();
    return new FunctionError(type, message, Payload.of(json));
  }

  /**
   * Reads what the runtime reports.
   *
   * @param type what the runtime calls it, if the report names no exception
   */
  static FunctionError reported(String type, Payload json) {
    try {
      JsonNode report = JSON.readTree(json.text());
      return new FunctionError(
          report.path("errorType").asText(type), report.path("errorMessage").asText(""), json);
    } catch (JsonProcessingException e) {
      return of(type, json.text());
    }
  }

  static FunctionError timedOut(Duration limit) {
    return of(
        "Sandbox.Timedout",
        String.format(Locale.ROOT, "Task timed out after %.2f seconds", limit.toMillis() / 1000.0));
  }

  /** The process ended without a report, which the runtime does for an {@code Error} in a hook. */
  static FunctionError exited(int status) {
    return of(
        "Runtime.ExitError",
        "Runtime exited with error: exit status %d; its log may say why".formatted(status));
  }

  static FunctionError eventTooLarge(int size) {
    return of(
        "RequestTooLargeException",
        "Request must be smaller than %d bytes for the InvokeFunction operation, not %d"
            .formatted(Payload.MAX_EVENT, size));
  }

  static FunctionError answerTooLarge() {
    return of(
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size (%d bytes)."
            .formatted(Payload.MAX_ANSWER));
  }
}
