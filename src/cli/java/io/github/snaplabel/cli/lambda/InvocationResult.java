package io.github.snaplabel.cli.lambda;

import io.github.snaplabel.event.LogText;

/** What one invocation came to. */
public sealed interface InvocationResult {
  /** The function answered. */
  record Success(Payload payload) implements InvocationResult {}

  /** It did not. */
  record Failure(FailureKind kind, FunctionError error) implements InvocationResult {
    /** Says it to a person in one line. */
    public String sentence() {
      return "%s: %s%s%s"
          .formatted(
              kind.sentence(),
              error.type(),
              error.message().isEmpty() ? "" : ": ",
              LogText.of(error.message()));
    }
  }
}
