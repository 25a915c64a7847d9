package io.github.snaplabel.local.lambda;

import io.github.snaplabel.event.Printable;

/** What one invocation came to. */
public sealed interface InvocationResult {
  /** The function answered. */
  record Answer(Payload payload) implements InvocationResult {}

  /** It did not. */
  record Failure(FailureKind kind, FunctionError error) implements InvocationResult {
    /** Says it to a person in one line. */
    public String sentence() {
      return "%s: %s%s%s"
          .formatted(
              kind.sentence(),
              error.type(),
              error.message().isEmpty() ? "" : ": ",
              Printable.of(error.message()));
    }
  }
}
