package io.github.snaplabel.tagging;

import io.github.snaplabel.concurrent.PlatformThreads;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * A call to S3 on a thread of its own. The thread has ended once this is closed, because Lambda
 * freezes the process after each response. Closed by the thread that created it; otherwise
 * thread-safe.
 */
final class BackgroundCall<T> implements AutoCloseable {
  private final FutureTask<T> task;
  private final Thread thread;

  private BackgroundCall(FutureTask<T> task, Thread thread) {
    this.task = task;
    this.thread = thread;
  }

  /**
   * Starts a call.
   *
   * @param name prefix of the thread's name
   * @param call ends by the deadline of its own work, because {@link #close} waits for it
   */
  static <T> BackgroundCall<T> start(String name, Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread thread = PlatformThreads.factory(name).newThread(task);
    thread.start();
    return new BackgroundCall<>(task, thread);
  }

  /** Returns whether the call has a result or has failed. */
  boolean isDone() {
    return task.isDone();
  }

  /**
   * Waits for the result.
   *
   * @param failure the only type of checked exception that the call throws
   * @throws X if the call throws it
   * @throws java.io.UncheckedIOException if the deadline passes first, or the thread is interrupted
   */
  <X extends Exception> T await(Deadline deadline, Class<X> failure) throws X {
    return deadline.await(task, failure);
  }

  /** Interrupts the call if it is still running, and waits until its thread has ended. */
  @Override
  public void close() {
    task.cancel(true);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
