package io.github.snaplabel.local;

import io.github.snaplabel.local.gateway.HttpApiServer;
import io.github.snaplabel.local.lambda.FunctionPool;
import io.github.snaplabel.local.lambda.InvocationResult.Failure;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Puts the function behind an HTTP server on this machine. */
@Command(
    name = "serve",
    description = {
      "Serves the function over HTTP on this machine only, as API Gateway would.",
      "Its log goes to standard error. Ctrl-C ends it."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "1:the port is in use, or the function does not start",
      "2:the command line is wrong",
      "130:it was ended by Ctrl-C"
    })
final class ServeCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port on localhost, 0 for any that is free (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "1",
      description = "Requests that run at once; the others wait (${DEFAULT-VALUE}).")
  private int instances;

  @Option(
      names = "--client-timeout",
      paramLabel = "S",
      defaultValue = "30",
      description = "Seconds that a request may take to arrive (${DEFAULT-VALUE}).")
  private int clientTimeout;

  @Mixin private FunctionOptions options = new FunctionOptions();

  @Override
  public Integer call() throws InterruptedException {
    check("--port", port, 0, MAX_PORT);
    check("--instances", instances, 1, Integer.MAX_VALUE);
    check("--client-timeout", clientTimeout, 1, Integer.MAX_VALUE);
    PrintWriter errors = spec().commandLine().getErr();
    HttpApiServer.limitRequestTime(Duration.ofSeconds(clientTimeout));
    try (FunctionPool functions = new FunctionPool(instances, options.functions(errors));
        HttpApiServer server =
            HttpApiServer.open(port, functions::invoke, line -> print(errors, line))) {
      Optional<Failure> failure = functions.start();
      if (failure.isPresent()) {
        print(errors, failure.get().sentence());
        return 1;
      }
      print(
          spec().commandLine().getOut(),
          "SnapLabel listens on http://localhost:%d".formatted(server.port()));
      // Ctrl-C ends the process, and each child process with it.
      new CountDownLatch(1).await();
      return 0;
    } catch (BindException e) {
      print(
          errors,
          "Port %d cannot be had (%s): choose another with --port."
              .formatted(port, e.getMessage()));
      return 1;
    } catch (IOException e) {
      print(errors, String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private void check(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec().commandLine(),
          "%s must be from %d to %d, not %d".formatted(option, least, most, value));
    }
  }

  private static void print(PrintWriter to, String line) {
    to.println(line);
    to.flush();
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the specification before it calls");
    }
    return spec;
  }
}
