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
 * A function whose process is kept between invocations. A process that times out is killed, and the
 * next invocation starts a new one. Thread-safe; invocations run one at a time, in the order of
 * their calls.
 */
public final class FunctionProcess implements AutoCloseable {
  private final FunctionConfiguration configuration;
  private final RuntimeDirectory runtime;
  private final Consumer<String> log;
  private final ReentrantLock invocationLock = new ReentrantLock(true);
  private @Nullable FunctionInstance instance;
  private boolean closed;

  /**
   * Creates a function without starting its process.
   *
   * @param log receives each line of the function's log and of Lambda's reports, on any thread
   */
  public FunctionProcess(
      FunctionConfiguration configuration, RuntimeDirectory runtime, Consumer<String> log) {
    this.configuration = configuration;
    this.runtime = runtime;
    this.log = log;
  }

  /**
   * Starts the function if necessary, and waits until it is ready for an invocation; with
   * SnapStart, after a snapshot and its restore.
   *
   * @return the failure, or empty on success
   * @throws IOException if the process cannot be started
   */
  public Optional<Failure> start() throws IOException, InterruptedException {
    invocationLock.lockInterruptibly();
    try {
      return ensureReady();
    } finally {
      invocationLock.unlock();
    }
  }

  /**
   * Invokes the function, starting it first if necessary.
   *
   * @throws IOException if the process cannot be started
   */
  public InvocationResult invoke(Payload event) throws IOException, InterruptedException {
    if (event.size() > Payload.MAX_EVENT_BYTES) {
      return new Failure(FailureKind.EVENT_TOO_LARGE, FunctionError.eventTooLarge(event.size()));
    }
    invocationLock.lockInterruptibly();
    try {
      Optional<Failure> failure = ensureReady();
      return failure.isPresent() ? failure.get() : invoke(current(), event);
    } finally {
      invocationLock.unlock();
    }
  }

  private Optional<Failure> ensureReady() throws IOException, InterruptedException {
    FunctionInstance previous = current();
    if (previous != null && previous.awaitIdle()) {
      return Optional.empty();
    }
    discard();
    FunctionInstance launched = FunctionInstance.launch(configuration, runtime, log);
    adopt(launched);
    long start = System.nanoTime();
    Optional<Failure> failure = launched.awaitInit();
    log.accept("INIT_REPORT Init Duration: %s ms".formatted(millisecondsSince(start)));
    if (failure.isEmpty() && configuration.initializationType() == InitializationType.SNAP_START) {
      long restore = System.nanoTime();
      failure = launched.restore();
      log.accept("RESTORE_REPORT Restore Duration: %s ms".formatted(millisecondsSince(restore)));
    }
    if (failure.isPresent()) {
      discard();
    }
    return failure;
  }

  private InvocationResult invoke(@Nullable FunctionInstance ready, Payload event)
      throws IOException, InterruptedException {
    if (ready == null) {
      throw new IOException("The function has been closed");
    }
    long start = System.nanoTime();
    InvocationResult result = ready.invoke(event);
    log.accept("REPORT Duration: %s ms".formatted(millisecondsSince(start)));
    if (result instanceof Failure failure) {
      // The runtime logs an error after reporting it, so wait until it is idle again or has exited.
      if (failure.kind().isFatal() || !ready.awaitIdle()) {
        discard();
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

  private void adopt(FunctionInstance launched) throws IOException {
    synchronized (this) {
      if (!closed) {
        instance = launched;
        return;
      }
    }
    launched.close();
    throw new IOException("The function has been closed");
  }

  private void discard() {
    FunctionInstance discarded;
    synchronized (this) {
      discarded = instance;
      instance = null;
    }
    if (discarded != null) {
      discarded.close();
    }
  }

  /** Kills the process; an invocation in progress fails. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    discard();
  }
}
