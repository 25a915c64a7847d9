package io.github.snaplabel.concurrent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.stream.Gatherer;

/**
 * Creates the daemon platform threads that all work of this project runs on.
 *
 * <p>A virtual thread pins its carrier while it reads or writes a file or a pipe or runs native
 * code, and there are only as many carriers as processors (JDK-8329593). On one processor, a single
 * virtual thread that waits for input from a pipe therefore blocks all others.
 */
public final class PlatformThreads {
  private PlatformThreads() {}

  /** Returns a factory of threads with the names {@code NAME-1}, {@code NAME-2} and so on. */
  public static ThreadFactory factory(String name) {
    return Thread.ofPlatform().daemon().name(name + "-", 1).factory();
  }

  /** Returns an executor that starts a thread for each task. */
  public static ExecutorService perTask(String name) {
    return Executors.newThreadPerTaskExecutor(factory(name));
  }

  /**
   * Applies a function to several elements of a stream concurrently, each on its own thread, and
   * emits the results in the order of the elements. Like {@link
   * java.util.stream.Gatherers#mapConcurrent}, which uses virtual threads, it pulls an element only
   * when a thread may start on it. If the stream ends early, it interrupts the running threads and
   * waits until they have ended, so that the caller can then close what the function uses.
   *
   * <p>An exception or error thrown by the function is thrown when its result would be emitted.
   *
   * @param maxConcurrency maximum number of elements processed at the same time
   */
  public static <T, R> Gatherer<T, ?, R> mapConcurrent(
      int maxConcurrency, String name, Function<? super T, ? extends R> function) {
    ThreadFactory threads = factory(name);
    return Gatherer.<T, Window<R>, R>ofSequential(
        Window::new,
        (window, element, downstream) -> {
          window.start(threads, () -> function.apply(element));
          return window.emit(downstream, maxConcurrency - 1);
        },
        (window, downstream) -> {
          boolean _ = window.emit(downstream, 0);
        });
  }

  private record Running<R>(FutureTask<R> task, Thread thread) {}

  /** The elements being processed, oldest first. */
  private static final class Window<R> {
    private final Deque<Running<R>> running = new ArrayDeque<>();

    void start(ThreadFactory threads, Callable<R> work) {
      FutureTask<R> task = new FutureTask<>(work);
      Thread thread = threads.newThread(task);
      thread.start();
      running.add(new Running<>(task, thread));
    }

    /**
     * Emits completed results in order, waiting until at most {@code maxRunning} elements remain.
     *
     * @return false if the stream accepts no more results; all threads have ended then
     */
    boolean emit(Gatherer.Downstream<? super R> downstream, int maxRunning) {
      boolean wanted = false;
      try {
        wanted = !downstream.isRejecting();
        while (wanted
            && !running.isEmpty()
            && (running.size() > maxRunning || running.getFirst().task().isDone())) {
          wanted = false; // stays false if the task or the stream throws
          R result = result(running.getFirst().task());
          running.removeFirst();
          wanted = downstream.push(result);
        }
        return wanted;
      } finally {
        if (!wanted) {
          cancelAll();
        }
      }
    }

    private void cancelAll() {
      running.forEach(element -> element.task().cancel(true));
      boolean interrupted = false;
      while (!running.isEmpty()) {
        try {
          running.getFirst().thread().join();
          running.removeFirst();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private static <R> R result(FutureTask<R> task) {
      try {
        return task.get();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting for a result", e);
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case RuntimeException cause -> throw cause;
          case Error cause -> throw cause;
          case null, default -> throw new IllegalStateException(e);
        }
      }
    }
  }
}
