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
 * Makes daemon platform threads, on which all work of this project runs.
 *
 * <p>A virtual thread that reads or writes a file or a pipe, or runs native code, keeps its carrier
 * while it does, and there are only as many carriers as processors (JDK-8329593). One that waits
 * for a quiet pipe therefore stops every other virtual thread of a process with one processor.
 */
public final class PlatformThreads {
  private PlatformThreads() {}

  /** Returns a factory whose threads are called {@code NAME-1}, {@code NAME-2} and so on. */
  public static ThreadFactory factory(String name) {
    return Thread.ofPlatform().daemon().name(name + "-", 1).factory();
  }

  /** Returns an executor that starts a thread for each task. */
  public static ExecutorService perTask(String name) {
    return Executors.newThreadPerTaskExecutor(factory(name));
  }

  /**
   * Applies a function to several elements of a stream at once, each on a thread of its own, and
   * passes the results on in the order of the elements. Does what {@link
   * java.util.stream.Gatherers#mapConcurrent} does on virtual threads: no more elements are taken
   * than are worked on, and a stream that ends early interrupts what still runs and waits for its
   * end, so that what the function uses may be closed after it.
   *
   * <p>An exception or error of the function is thrown where its result would be passed on.
   *
   * @param atOnce elements at once, at most
   */
  public static <T, R> Gatherer<T, ?, R> mapConcurrent(
      int atOnce, String name, Function<? super T, ? extends R> function) {
    ThreadFactory threads = factory(name);
    return Gatherer.<T, Window<R>, R>ofSequential(
        Window::new,
        (window, element, downstream) -> {
          window.start(threads, () -> function.apply(element));
          return window.pass(downstream, atOnce - 1);
        },
        (window, downstream) -> {
          boolean _ = window.pass(downstream, 0);
        });
  }

  private record Running<R>(FutureTask<R> task, Thread thread) {}

  /** What is being worked on, oldest first. */
  private static final class Window<R> {
    private final Deque<Running<R>> all = new ArrayDeque<>();

    void start(ThreadFactory threads, Callable<R> work) {
      FutureTask<R> task = new FutureTask<>(work);
      Thread thread = threads.newThread(task);
      thread.start();
      all.add(new Running<>(task, thread));
    }

    /**
     * Passes on what is done, and waits until no more than some are left.
     *
     * @return false if the stream wants no more; nothing runs then
     */
    boolean pass(Gatherer.Downstream<? super R> downstream, int left) {
      boolean wanted = false;
      try {
        wanted = !downstream.isRejecting();
        while (wanted && !all.isEmpty() && (all.size() > left || all.getFirst().task().isDone())) {
          wanted = false; // unless the result and the stream say otherwise
          R result = result(all.getFirst().task());
          all.removeFirst();
          wanted = downstream.push(result);
        }
        return wanted;
      } finally {
        if (!wanted) {
          end();
        }
      }
    }

    private void end() {
      all.forEach(running -> running.task().cancel(true));
      boolean interrupted = false;
      while (!all.isEmpty()) {
        try {
          all.getFirst().thread().join();
          all.removeFirst();
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
        throw new IllegalStateException("Interrupted while others worked", e);
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
