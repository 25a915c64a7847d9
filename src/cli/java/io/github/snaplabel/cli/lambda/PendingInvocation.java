package io.github.snaplabel.cli.lambda;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * An invocation in progress. Thread-safe; the first result wins.
 *
 * @param deadline when Lambda stops the function
 */
record PendingInvocation(
    UUID id, Payload event, Instant deadline, CompletableFuture<InvocationResult> result) {
  static PendingInvocation of(Payload event, Instant deadline) {
    return new PendingInvocation(UUID.randomUUID(), event, deadline, new CompletableFuture<>());
  }

  void succeed(Payload payload) {
    result.complete(new InvocationResult.Success(payload));
  }

  void fail(FailureKind kind, FunctionError error) {
    result.complete(new InvocationResult.Failure(kind, error));
  }
}
