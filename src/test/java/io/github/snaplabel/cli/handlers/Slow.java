package io.github.snaplabel.cli.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Returns the event after a delay: {@code START} ms at startup, {@code EVENT} ms per event. */
public final class Slow implements RequestStreamHandler {
  public Slow() {
    sleep("START");
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    sleep("EVENT");
    event.transferTo(answer);
  }

  private static void sleep(String variable) {
    try {
      Thread.sleep(Long.parseLong(System.getenv().getOrDefault(variable, "0")));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
