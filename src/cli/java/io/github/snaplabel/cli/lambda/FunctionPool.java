package io.github.snaplabel.cli.lambda;

import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A function that may run several times at once. Thread-safe; an invocation that finds all of them
 * busy waits.
 */
public final class FunctionPool implements AutoCloseable {
  private final List<FunctionProcess> all;
  private final BlockingDeque<FunctionProcess> free;

  /** Has up to so many processes; none is started yet. */
  public FunctionPool(int size, Supplier<FunctionProcess> processes) {
    this.all = Stream.generate(processes).limit(size).toList();
    this.free = new LinkedBlockingDeque<>(all);
  }

  /**
   * Brings one of them up; the others start when they are needed.
   *
   * @return why it does not come up
   */
  public Optional<Failure> start() throws IOException, InterruptedException {
    return all.getFirst().start();
  }

  /** Invokes the one that ran last of those that are free, as Lambda does: it is the warmest. */
  public InvocationResult invoke(Payload event) throws IOException, InterruptedException {
    FunctionProcess process = free.takeFirst();
    try {
      return process.invoke(event);
    } finally {
      free.addFirst(process);
    }
  }

  @Override
  public void close() {
    all.forEach(FunctionProcess::close);
  }
}
