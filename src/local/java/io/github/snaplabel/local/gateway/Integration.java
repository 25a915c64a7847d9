package io.github.snaplabel.local.gateway;

import io.github.snaplabel.local.lambda.InvocationResult;
import io.github.snaplabel.local.lambda.Payload;
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
