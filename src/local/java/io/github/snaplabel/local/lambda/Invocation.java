package io.github.snaplabel.local.lambda;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * One event on its way through the function. Thread-safe; its first result counts.
 *
 * @param deadline when Lambda stops the function
 */
record Invocation(
    UUID id, Payload event, Instant deadline, CompletableFuture<InvocationResult> result) {
  static Invocation of(Payload event, Instant deadline) {
    return new Invocation(UUID.randomUUID(), event, deadline, new CompletableFuture<>());
  }

  void answer(Payload payload) {
    result.complete(new InvocationResult.Answer(payload));
  }

  void fail(FailureKind kind, FunctionError error) {
    result.complete(new InvocationResult.Failure(kind, error));
  }
}
