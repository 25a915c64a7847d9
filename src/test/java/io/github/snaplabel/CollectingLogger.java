package io.github.snaplabel;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Adds messages to a collection. */
record CollectingLogger(Collection<String> messages) implements LambdaLogger {
  @Override
  public void log(String message) {
    messages.add(message);
  }

  @Override
  public void log(byte[] message) {
    messages.add(new String(message, StandardCharsets.UTF_8));
  }
}
