package io.github.snaplabel.cli.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Locale;

/**
 * The error that Lambda returns instead of a result.
 *
 * @param type exception class, or one of AWS's own types such as {@code Sandbox.Timedout}
 * @param message empty if the exception had none
 * @param json complete error document, as the caller receives it
 */
public record FunctionError(String type, String message, Payload json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Exceptions of SnapLabel's function, whose messages are sentences for its users. */
  static final String OWN_EXCEPTION = "io.github.snaplabel.";

  /** Returns whether the message explains the error without its type. */
  boolean isSentence() {
    return type.startsWith(OWN_EXCEPTION) && !message.isEmpty();
  }

  static FunctionError of(String type, String message) {
    String json =
        JSON.createObjectNode().put("errorType", type).put("errorMessage", message).toString();
    return new FunctionError(type, message, Payload.of(json));
  }

  /**
   * Parses an error that the runtime reported.
   *
   * @param type type to use if the report names no exception class
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

  /**
   * Returns the error of a process that exited without a report, as after an {@code Error} in a
   * hook.
   */
  static FunctionError exited(int status) {
    return of(
        "Runtime.ExitError",
        "Runtime exited with error: exit status %d; see its log".formatted(status));
  }

  static FunctionError eventTooLarge(int size) {
    return of(
        "RequestTooLargeException",
        "Request must be smaller than %d bytes for the InvokeFunction operation, not %d"
            .formatted(Payload.MAX_EVENT_BYTES, size));
  }

  static FunctionError responseTooLarge() {
    return of(
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size (%d bytes)."
            .formatted(Payload.MAX_RESPONSE_BYTES));
  }
}
