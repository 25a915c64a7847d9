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
 * One process of a function, from its start to its end: what Lambda calls an execution environment.
 * One invocation at a time; {@link #close} may come from any thread.
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
   * Starts the process, without waiting for it.
   *
   * @param log is told each line that the process writes
   * @throws IOException if it cannot be started at all
   */
  static FunctionInstance launch(
      FunctionConfiguration configuration, RuntimeDirectory runtime, Consumer<String> log)
      throws IOException {
    Lifecycle lifecycle = new Lifecycle();
    RuntimeApi api =
        RuntimeApi.open(lifecycle, FunctionIdentity.of(configuration.initializationType()));
    FunctionInstance instance =
        new FunctionInstance(configuration, lifecycle, api, new ChildProcess(log));
    try {
      instance.process.start(
          new RuntimeCommand(runtime, configuration).processTalkingTo(api.address()),
          lifecycle::exited);
      return instance;
    } catch (IOException e) {
      instance.close();
      throw e;
    }
  }

  /** Waits until the function is initialized; under SnapStart, until a snapshot could be taken. */
  Optional<Failure> awaitInit() throws InterruptedException {
    return await(lifecycle.initialized(), FailureKind.INIT, configuration.initLimit());
  }

  /** Goes on from the snapshot, and waits until the function is ready. */
  Optional<Failure> restore() throws InterruptedException {
    return await(lifecycle.restore(), FailureKind.RESTORE, configuration.restoreLimit());
  }

  /**
   * Waits until the process is ready for an invocation, as it soon is after one.
   *
   * @return false if it has ended, or never will be
   */
  boolean awaitIdle() throws InterruptedException {
    return process.isAlive()
        && get(
            lifecycle
                .idle()
                .completeOnTimeout(
                    false, configuration.timeout().toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Invokes the function, for as long as it may take. */
  InvocationResult invoke(Payload event) throws InterruptedException {
    Duration limit = configuration.timeout();
    PendingInvocation invocation = PendingInvocation.of(event, Instant.now().plus(limit));
    Failure late = new Failure(FailureKind.TIMEOUT, FunctionError.timedOut(limit));
    return get(
        lifecycle
            .invoke(invocation)
            .completeOnTimeout(late, limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static Optional<Failure> await(
      CompletableFuture<Optional<Failure>> phase, FailureKind kind, Duration limit)
      throws InterruptedException {
    Failure late = new Failure(kind, FunctionError.timedOut(limit));
    return get(phase.completeOnTimeout(Optional.of(late), limit.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static <T> T get(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A lifecycle's futures never fail", e);
    }
  }

  @Override
  public void close() {
    process.close();
    api.close();
  }
}
