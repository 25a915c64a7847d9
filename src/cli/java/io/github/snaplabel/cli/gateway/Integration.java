package io.github.snaplabel.cli.gateway;

import io.github.snaplabel.cli.lambda.InvocationResult;
import io.github.snaplabel.cli.lambda.Payload;
import java.io.IOException;

/** The function behind the HTTP API. Thread-safe. */
public interface Integration {
  /**
   * Invokes it.
   *
   * @throws IOException if it cannot be run at all
   */
  InvocationResult invoke(Payload event) throws IOException, InterruptedException;
}
