package io.github.snaplabel.cli.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Does what the event says, and returns its process id. */
public final class Obedient implements RequestStreamHandler {
  private static final long PID = ProcessHandle.current().pid();

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    String[] order = new String(event.readAllBytes(), StandardCharsets.UTF_8).split("[\" ]+", -1);
    switch (order[1]) {
      case "pid" -> {}
      case "sleep" -> sleep(Long.parseLong(order[2]));
      case "throw" -> throw new IllegalArgumentException("told to");
      case "exhaust" -> throw new OutOfMemoryError("told to");
      case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(order[2]));
      case "fill" -> answer.write(new byte[Integer.parseInt(order[2])]);
      case "fork" -> new ProcessBuilder("sleep", "1000").start();
      case "log" -> {
        System.out.println("out: ä猫");
        System.err.println("err: second");
        context.getLogger().log("logger: third");
      }
      case "getenv" -> answer.write(text(System.getenv(order[2])));
      case "property" -> answer.write(text(System.getProperty(order[2])));
      case "environment" -> answer.write(text(System.getenv().toString()));
      case "context" ->
          answer.write(
              text(
                  context.getAwsRequestId()
                      + " "
                      + context.getInvokedFunctionArn()
                      + " "
                      + context.getRemainingTimeInMillis()
                      + " "
                      + context.getMemoryLimitInMB()));
      default -> throw new IllegalArgumentException(order[1]);
    }
    if (order[1].equals("pid") || order[1].equals("sleep") || order[1].equals("fork")) {
      answer.write(text(Long.toString(PID)));
    }
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(Duration.ofMillis(milliseconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] text(String text) {
    return String.valueOf(text).getBytes(StandardCharsets.UTF_8);
  }
}
