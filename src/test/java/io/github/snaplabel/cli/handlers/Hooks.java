package io.github.snaplabel.cli.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Core;
import org.crac.Resource;

/** Registers two hooks, which fail if {@code FAIL} says so, and returns the calls so far. */
public final class Hooks implements RequestStreamHandler {
  private final List<String> calls = new CopyOnWriteArrayList<>(List.of("init"));

  /** Kept here because Lambda only holds weak references to its resources. */
  private final List<Resource> resources = List.of(new Hook("first"), new Hook("second"));

  public Hooks() {
    resources.forEach(Core.getGlobalContext()::register);
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    calls.add("event");
    answer.write(String.join(" ", calls).getBytes(StandardCharsets.UTF_8));
  }

  private final class Hook implements Resource {
    private final String name;

    Hook(String name) {
      this.name = name;
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
      calls.add("checkpoint-" + name);
      fail("checkpoint");
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
      calls.add("restore-" + name);
      fail("restore");
    }

    private static void fail(String phase) {
      String wanted = String.valueOf(System.getenv("FAIL"));
      if (wanted.equals(phase + "-exception")) {
        throw new IllegalStateException("told to fail at " + phase);
      }
      if (wanted.equals(phase + "-error")) {
        throw new UnsatisfiedLinkError("told to fail at " + phase);
      }
    }
  }
}
