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
 * A fixed number of processes of one function. Thread-safe; an invocation waits while all are busy.
 */
public final class FunctionPool implements AutoCloseable {
  private final List<FunctionProcess> processes;
  private final BlockingDeque<FunctionProcess> idle;

  /** Creates the pool without starting any process. */
  public FunctionPool(int size, Supplier<FunctionProcess> factory) {
    this.processes = Stream.generate(factory).limit(size).toList();
    this.idle = new LinkedBlockingDeque<>(processes);
  }

  /**
   * Starts one process; the others start on demand.
   *
   * @return the failure, or empty on success
   * @throws IOException if the process cannot be started
   */
  public Optional<Failure> start() throws IOException, InterruptedException {
    return processes.getFirst().start();
  }

  /**
   * Invokes the function in the idle process that was used last, as Lambda does: its caches are the
   * warmest.
   *
   * @throws IOException if the process cannot be started
   */
  public InvocationResult invoke(Payload event) throws IOException, InterruptedException {
    FunctionProcess process = idle.takeFirst();
    try {
      return process.invoke(event);
    } finally {
      idle.addFirst(process);
    }
  }

  @Override
  public void close() {
    processes.forEach(FunctionProcess::close);
  }
}
