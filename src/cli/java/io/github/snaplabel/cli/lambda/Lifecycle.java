package io.github.snaplabel.cli.lambda;

import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where one process of a function stands: its runtime reports on one side, Lambda waits on the
 * other. Thread-safe; no future here completes with an exception.
 */
final class Lifecycle {
  private final CompletableFuture<Optional<Failure>> initialized = new CompletableFuture<>();
  private final CountDownLatch restoreBegun = new CountDownLatch(1);
  private final CompletableFuture<Optional<Failure>> restored = new CompletableFuture<>();
  private final BlockingQueue<PendingInvocation> queue = new LinkedBlockingQueue<>();
  private volatile CompletableFuture<Boolean> idle = new CompletableFuture<>();
  private volatile @Nullable PendingInvocation current;
  private volatile @Nullable FunctionError exit;

  // The runtime's side.

  /** The runtime is ready for the next invocation, and waits for it. */
  PendingInvocation next() throws InterruptedException {
    // First of all: whoever waits for one of the others hands over an invocation next.
    idle.complete(true);
    initialized.complete(Optional.empty());
    restored.complete(Optional.empty());
    return queue.take();
  }

  /** The runtime is ready for the snapshot, and waits for the restore. */
  void awaitRestore() throws InterruptedException {
    initialized.complete(Optional.empty());
    restoreBegun.await();
  }

  void failInit(FailureKind kind, FunctionError error) {
    initialized.complete(Optional.of(new Failure(kind, error)));
  }

  void failRestore(FunctionError error) {
    restored.complete(Optional.of(new Failure(FailureKind.RESTORE, error)));
  }

  /** The invocation of that id, if it is the current one. */
  Optional<PendingInvocation> invocation(String id) {
    return Optional.ofNullable(current).filter(one -> one.id().toString().equals(id));
  }

  /** The process has ended: nobody waits for it any longer. */
  void exited(int status) {
    FunctionError error = FunctionError.exited(status);
    exit = error;
    failInit(FailureKind.INIT, error);
    failRestore(error);
    idle.complete(false);
    idle = CompletableFuture.completedFuture(false);
    Optional.ofNullable(current).ifPresent(one -> one.fail(FailureKind.EXIT, error));
  }

  // Lambda's side.

  /** Ends when the process could be frozen for a snapshot, or is ready for invocations. */
  CompletableFuture<Optional<Failure>> initialized() {
    return initialized;
  }

  /** Lets a process that is ready for its snapshot go on. Ends when it is ready for invocations. */
  CompletableFuture<Optional<Failure>> restore() {
    restoreBegun.countDown();
    return restored;
  }

  /** Ends with whether the runtime waits for an invocation; false if it has ended instead. */
  CompletableFuture<Boolean> idle() {
    return idle;
  }

  /** Hands over an invocation; the one before it must have ended. */
  CompletableFuture<InvocationResult> invoke(PendingInvocation invocation) {
    idle = new CompletableFuture<>();
    current = invocation;
    queue.add(invocation);
    FunctionError ended = exit;
    if (ended != null) {
      invocation.fail(FailureKind.EXIT, ended);
      idle.complete(false);
    }
    return invocation.result();
  }
}
