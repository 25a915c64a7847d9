package io.github.snaplabel.cli.lambda;

import io.github.snaplabel.event.LogText;

/** The result of one invocation. */
public sealed interface InvocationResult {
  /** The function returned a response. */
  record Success(Payload payload) implements InvocationResult {}

  /** The function failed, or was not invoked. */
  record Failure(FailureKind kind, FunctionError error) implements InvocationResult {
    /** Returns a one-line description without a final period, safe to print. */
    public String sentence() {
      String message = LogText.of(error.message());
      if (message.isEmpty()) {
        return "%s: %s".formatted(kind.sentence(), error.type());
      }
      return error.isSentence()
          ? "%s: %s".formatted(kind.sentence(), message)
          : "%s: %s: %s".formatted(kind.sentence(), error.type(), message);
    }
  }
}
