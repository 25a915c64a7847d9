package io.github.snaplabel.cli;

import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.cli.folder.FolderBucket;
import io.github.snaplabel.cli.folder.FolderSession;
import io.github.snaplabel.cli.folder.FunctionLog;
import io.github.snaplabel.cli.folder.watch.UnusableFolderException;
import io.github.snaplabel.cli.gateway.GatewayServer;
import io.github.snaplabel.cli.lambda.FunctionPool;
import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import io.github.snaplabel.tagging.UntrainedModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the function behind an HTTP server on this machine. */
@Command(
    name = "serve",
    description = {
      "Serves the function over HTTP on this machine only, as API Gateway would.",
      "Access is public unless SNAPLABEL_ACCESS says otherwise.",
      "Its log goes to standard error. Ctrl-C ends it."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "1:the port is in use, the function does not start or may not tag the folder, or standard"
          + " output cannot be written",
      "2:the command line is wrong, or the folder cannot be a bucket",
      "130:it was ended by Ctrl-C"
    })
final class ServeCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  /** Each takes some 250 MB, and already uses all processors for a single picture. */
  private static final int MAX_USUAL = 4;

  private final StandardStream out;
  private final StandardStream errors;
  private final AtomicBoolean logLost = new AtomicBoolean();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port on localhost, 0 for any that is free (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--instances",
      paramLabel = "N",
      description = {
        "Events that run at once; the others wait",
        "(1; with --bucket one a processor, 4 at most)."
      })
  private @Nullable Integer instances;

  @Option(
      names = "--client-timeout",
      paramLabel = "S",
      defaultValue = "30",
      description = "Seconds that a request may take to arrive (${DEFAULT-VALUE}).")
  private int clientTimeout;

  @Option(
      names = "--bucket",
      paramLabel = "DIR",
      description = {
        "A folder that stands in for a bucket of S3: pictures in it get their labels,",
        "and /bucket shows them. The function's log goes into its .snaplabel then."
      })
  private @Nullable Path folder;

  @Mixin private FunctionOptions options = new FunctionOptions();

  ServeCommand(StandardStream out, StandardStream errors) {
    this.out = out;
    this.errors = errors;
  }

  @Override
  public Integer call() throws InterruptedException {
    UsageErrors.check(spec, "--port", port, 0, MAX_PORT);
    UsageErrors.check(spec, "--instances", instances(), 1, Integer.MAX_VALUE);
    UsageErrors.check(spec, "--client-timeout", clientTimeout, 1, Integer.MAX_VALUE);
    GatewayServer.limitRequestTime(Duration.ofSeconds(clientTimeout));
    try {
      return folder == null ? serve() : serve(folder);
    } catch (UnusableFolderException e) {
      complain(String.valueOf(e.getMessage()));
      return 2;
    } catch (BindException e) {
      complain(
          "Port %d cannot be had (%s): choose another with --port."
              .formatted(port, e.getMessage()));
      return 1;
    } catch (UntrainedModelException | IOException e) {
      complain(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private int serve() throws IOException, InterruptedException {
    Consumer<String> log = this::log;
    try (FunctionPool functions = new FunctionPool(instances(), options.servedFunctions(log));
        GatewayServer server = GatewayServer.open(port, functions::invoke, log)) {
      if (!starts(functions)) {
        return 1;
      }
      announce("SnapLabel listens on", server, "");
      return untilEnded();
    }
  }

  private int serve(Path pictures)
      throws IOException, UnusableFolderException, InterruptedException {
    try (FolderBucket bucket = FolderBucket.open(pictures, spec.commandLine().getOut());
        FunctionLog log = bucket.openLog();
        FunctionPool functions =
            new FunctionPool(instances(), options.functionsBefore(bucket.environment(), log));
        GatewayServer server = GatewayServer.open(port, functions::invoke, log)) {
      if (!starts(functions)) {
        return 1;
      }
      ModelBundle model = options.model();
      // The function says the same, but in its log, which is in a file here.
      UntrainedModelWarning.warn(model.manifest(), spec.commandLine().getErr());
      options.tagging().requireWritable(model.manifest());
      server.route(
          "/bucket", bucket.site(Installation.current(null).natives(), model.manifest().trained()));
      announce("SnapLabel listens on", server, "");
      announce("The folder is shown on", server, "/bucket");
      try (FolderSession _ = bucket.label(functions::invoke, model.identity(), instances())) {
        return untilEnded();
      }
    }
  }

  private boolean starts(FunctionPool functions) throws IOException, InterruptedException {
    Optional<Failure> failure = functions.start();
    failure.ifPresent(why -> complain(why.sentence()));
    return failure.isEmpty();
  }

  private void announce(String what, GatewayServer server, String path) {
    print(
        spec.commandLine().getOut(),
        "%s http://localhost:%d%s".formatted(what, server.port(), path));
  }

  /** Comes back only if nobody can be told anything; Ctrl-C ends the process and its children. */
  private int untilEnded() throws InterruptedException {
    out.awaitFailure();
    return 1;
  }

  /** A log that cannot be written does not end the server, but is reported once. */
  private void log(String line) {
    complain(line);
    if (errors.failure().isPresent() && !logLost.getAndSet(true)) {
      print(spec.commandLine().getOut(), "The log is lost: " + errors.failure().get());
    }
  }

  private int instances() {
    if (instances != null) {
      return instances;
    }
    return folder == null ? 1 : Math.min(Runtime.getRuntime().availableProcessors(), MAX_USUAL);
  }

  private void complain(String sentence) {
    print(spec.commandLine().getErr(), sentence);
  }

  private static void print(PrintWriter to, String line) {
    to.println(line);
    to.flush();
  }
}
