package io.github.snaplabel.cli.lambda;

import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process of a function, which Lambda calls an execution environment. Not thread-safe, except for
 * {@link #close}: it processes one invocation at a time.
 */
final class FunctionInstance implements AutoCloseable {
  private final FunctionConfiguration configuration;
  private final Lifecycle lifecycle;
  private final RuntimeApi api;
  private final ChildProcess process;

  private FunctionInstance(
      FunctionConfiguration configuration,
      Lifecycle lifecycle,
      RuntimeApi api,
      ChildProcess process) {
    this.configuration = configuration;
    this.lifecycle = lifecycle;
    this.api = api;
    this.process = process;
  }

  /**
   * Starts the process without waiting for its initialization.
   *
   * @param log receives each line that the process prints, on another thread
   * @throws IOException if the process cannot be started
   */
  static FunctionInstance launch(
      FunctionConfiguration configuration, RuntimeDirectory runtime, Consumer<String> log)
      throws IOException {
    Lifecycle lifecycle = new Lifecycle();
    RuntimeApi api =
        RuntimeApi.open(lifecycle, FunctionIdentity.of(configuration.initializationType()));
    FunctionInstance instance =
        new FunctionInstance(configuration, lifecycle, api, new ChildProcess(new RuntimeLog(log)));
    try {
      instance.process.start(
          new RuntimeCommand(runtime, configuration).processBuilder(api.address()),
          lifecycle::exited);
      return instance;
    } catch (IOException | RuntimeException e) {
      instance.close();
      throw e;
    }
  }

  /**
   * Waits until the function is initialized; with SnapStart, until it is ready for the snapshot.
   *
   * @return the failure, or empty on success
   */
  Optional<Failure> awaitInit() throws InterruptedException {
    return await(lifecycle.initialized(), FailureKind.INIT, configuration.initLimit());
  }

  /**
   * Continues after the snapshot, and waits until the function is ready.
   *
   * @return the failure, or empty on success
   */
  Optional<Failure> restore() throws InterruptedException {
    return await(lifecycle.restore(), FailureKind.RESTORE, configuration.restoreLimit());
  }

  /**
   * Waits, at most for the function's timeout, until the process is ready for an invocation.
   *
   * @return false if it has exited or is not ready in time
   */
  boolean awaitIdle() throws InterruptedException {
    return process.isAlive()
        && get(
            lifecycle
                .idle()
                .completeOnTimeout(
                    false, configuration.timeout().toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Invokes the function, and waits for the result or the function's timeout. */
  InvocationResult invoke(Payload event) throws InterruptedException {
    Duration limit = configuration.timeout();
    PendingInvocation invocation = PendingInvocation.of(event, Instant.now().plus(limit));
    Failure timedOut = new Failure(FailureKind.TIMEOUT, FunctionError.timedOut(limit));
    return get(
        lifecycle
            .invoke(invocation)
            .completeOnTimeout(timedOut, limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static Optional<Failure> await(
      CompletableFuture<Optional<Failure>> phase, FailureKind kind, Duration limit)
      throws InterruptedException {
    Failure timedOut = new Failure(kind, FunctionError.timedOut(limit));
    return get(
        phase.completeOnTimeout(Optional.of(timedOut), limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Futures of Lifecycle never complete exceptionally", e);
    }
  }

  @Override
  public void close() {
    process.close();
    api.close();
  }
}
