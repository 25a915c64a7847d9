package io.github.snaplabel.cli.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;

/** Fails during initialization. */
public final class BrokenConstructor implements RequestStreamHandler {
  public BrokenConstructor() {
    throw new IllegalStateException("no model");
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context) {}
}
