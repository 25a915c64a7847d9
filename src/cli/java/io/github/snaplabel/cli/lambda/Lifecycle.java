package io.github.snaplabel.cli.lambda;

import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The state of one process of a function: its runtime reports progress, and Lambda waits for it.
 * Thread-safe; no future completes exceptionally.
 */
final class Lifecycle {
  private final CompletableFuture<Optional<Failure>> initialized = new CompletableFuture<>();
  private final CountDownLatch restoreStarted = new CountDownLatch(1);
  private final CompletableFuture<Optional<Failure>> restored = new CompletableFuture<>();
  private final BlockingQueue<PendingInvocation> queue = new LinkedBlockingQueue<>();
  private volatile CompletableFuture<Boolean> idle = new CompletableFuture<>();
  private volatile @Nullable PendingInvocation current;
  private volatile @Nullable FunctionError exit;

  // Called for the runtime.

  /** Marks the runtime as idle, and waits for the next invocation. */
  PendingInvocation next() throws InterruptedException {
    // Completed first: threads released by the other futures call invoke(), which replaces it.
    idle.complete(true);
    initialized.complete(Optional.empty());
    restored.complete(Optional.empty());
    return queue.take();
  }

  /** Marks the runtime as ready for the snapshot, and waits for {@link #restore()}. */
  void awaitRestore() throws InterruptedException {
    initialized.complete(Optional.empty());
    restoreStarted.await();
  }

  void failInit(FailureKind kind, FunctionError error) {
    initialized.complete(Optional.of(new Failure(kind, error)));
  }

  void failRestore(FunctionError error) {
    restored.complete(Optional.of(new Failure(FailureKind.RESTORE, error)));
  }

  /** Returns the current invocation if it has the given id. */
  Optional<PendingInvocation> invocation(String id) {
    return Optional.ofNullable(current).filter(invocation -> invocation.id().toString().equals(id));
  }

  /** Fails everything that waits for the process, which has exited. */
  void exited(int status) {
    FunctionError error = FunctionError.exited(status);
    exit = error;
    failInit(FailureKind.INIT, error);
    failRestore(error);
    idle.complete(false);
    idle = CompletableFuture.completedFuture(false);
    Optional.ofNullable(current).ifPresent(invocation -> invocation.fail(FailureKind.EXIT, error));
  }

  // Called for Lambda.

  /** Completes when the process is ready for a snapshot or for invocations, or has failed. */
  CompletableFuture<Optional<Failure>> initialized() {
    return initialized;
  }

  /**
   * Continues a process after its snapshot. Completes when it is ready for invocations or failed.
   */
  CompletableFuture<Optional<Failure>> restore() {
    restoreStarted.countDown();
    return restored;
  }

  /** Completes with true when the runtime waits for an invocation, with false if it has exited. */
  CompletableFuture<Boolean> idle() {
    return idle;
  }

  /** Starts an invocation; the previous one must have completed. */
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
