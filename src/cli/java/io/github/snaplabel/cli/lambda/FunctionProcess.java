package io.github.snaplabel.cli.lambda;

import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A function that is kept up: its process stays between invocations, is killed when it takes too
 * long, and is started anew when the next invocation needs it. Thread-safe; invocations take turns
 * in the order they came.
 */
public final class FunctionProcess implements AutoCloseable {
  private final FunctionConfiguration configuration;
  private final RuntimeDirectory runtime;
  private final Consumer<String> log;
  private final ReentrantLock turn = new ReentrantLock(true);
  private @Nullable FunctionInstance instance;
  private boolean closed;

  /**
   * Starts nothing yet.
   *
   * @param log is told each line of the function's log, and of Lambda's own about it, from any
   *     thread
   */
  public FunctionProcess(
      FunctionConfiguration configuration, RuntimeDirectory runtime, Consumer<String> log) {
    this.configuration = configuration;
    this.runtime = runtime;
    this.log = log;
  }

  /**
   * Brings the function up, if it is not: to its first wait for an invocation, under SnapStart by
   * way of a snapshot and its restore.
   *
   * @return why it does not come up
   * @throws IOException if no process can be started
   */
  public Optional<Failure> start() throws IOException, InterruptedException {
    turn.lockInterruptibly();
    try {
      return bringUp();
    } finally {
      turn.unlock();
    }
  }

  /**
   * Invokes the function, and brings it up first if need be.
   *
   * @throws IOException if no process can be started
   */
  public InvocationResult invoke(Payload event) throws IOException, InterruptedException {
    if (event.size() > Payload.MAX_EVENT) {
      return new Failure(FailureKind.EVENT_TOO_LARGE, FunctionError.eventTooLarge(event.size()));
    }
    turn.lockInterruptibly();
    try {
      Optional<Failure> unready = bringUp();
      return unready.isPresent() ? unready.get() : invoke(current(), event);
    } finally {
      turn.unlock();
    }
  }

  private Optional<Failure> bringUp() throws IOException, InterruptedException {
    FunctionInstance before = current();
    if (before != null && before.awaitIdle()) {
      return Optional.empty();
    }
    end();
    FunctionInstance fresh = FunctionInstance.launch(configuration, runtime, log);
    keep(fresh);
    long begin = System.nanoTime();
    Optional<Failure> failure = fresh.awaitInit();
    log.accept("INIT_REPORT Init Duration: %s ms".formatted(millisecondsSince(begin)));
    if (failure.isEmpty() && configuration.initializationType() == InitializationType.SNAP_START) {
      long restore = System.nanoTime();
      failure = fresh.restore();
      log.accept("RESTORE_REPORT Restore Duration: %s ms".formatted(millisecondsSince(restore)));
    }
    if (failure.isPresent()) {
      end();
    }
    return failure;
  }

  private InvocationResult invoke(@Nullable FunctionInstance ready, Payload event)
      throws IOException, InterruptedException {
    if (ready == null) {
      throw new IOException("The function has been closed");
    }
    long begin = System.nanoTime();
    InvocationResult result = ready.invoke(event);
    log.accept("REPORT Duration: %s ms".formatted(millisecondsSince(begin)));
    if (result instanceof Failure failure) {
      // The runtime writes an error to its log after it has reported it. When it is idle again, or
      // has ended, it has done so.
      if (failure.kind().isFatal() || !ready.awaitIdle()) {
        end();
      }
    }
    return result;
  }

  private static String millisecondsSince(long nanoTime) {
    double milliseconds = (System.nanoTime() - nanoTime) / (double) Duration.ofMillis(1).toNanos();
    return String.format(Locale.ROOT, "%.2f", milliseconds);
  }

  private synchronized @Nullable FunctionInstance current() {
    return instance;
  }

  private void keep(FunctionInstance fresh) throws IOException {
    synchronized (this) {
      if (!closed) {
        instance = fresh;
        return;
      }
    }
    fresh.close();
    throw new IOException("The function has been closed");
  }

  private void end() {
    FunctionInstance ended;
    synchronized (this) {
      ended = instance;
      instance = null;
    }
    if (ended != null) {
      ended.close();
    }
  }

  /** Kills the process; an invocation that is under way fails. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    end();
  }
}
