package io.github.snaplabel.cli.gateway;

import io.github.snaplabel.cli.lambda.InvocationResult;
import io.github.snaplabel.cli.lambda.Payload;
import java.io.IOException;

/** The function that an HTTP API invokes. Thread-safe. */
public interface Integration {
  /**
   * Invokes the function.
   *
   * @throws IOException if the function cannot be started
   */
  InvocationResult invoke(Payload event) throws IOException, InterruptedException;
}
