package io.github.snaplabel.cli;

import io.github.snaplabel.Settings;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.cli.folder.FolderBucket;
import io.github.snaplabel.cli.folder.FolderSession;
import io.github.snaplabel.cli.folder.FunctionLog;
import io.github.snaplabel.cli.folder.FunctionTags;
import io.github.snaplabel.cli.folder.watch.UnusableFolderException;
import io.github.snaplabel.cli.gateway.GatewayServer;
import io.github.snaplabel.cli.lambda.FunctionPool;
import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import io.github.snaplabel.cli.loopback.LoopbackServer;
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

/** The command that serves the function over HTTP on this machine. */
@Command(
    name = "serve",
    description = {
      "Serves the function over HTTP as API Gateway would, to this machine only.",
      "Access is public unless SNAPLABEL_ACCESS says otherwise.",
      "Prints the function's log to standard error. Press Ctrl-C to stop."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "1:the port is in use, the function does not start, its untrained model may not write tags,"
          + " or standard output could not be written",
      "2:the command line is wrong, or the folder cannot be a bucket",
      "130:stopped by Ctrl-C"
    })
final class ServeCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  /** An instance takes about 250 MB and uses all processors even for a single picture. */
  private static final int MAX_DEFAULT_INSTANCES = 4;

  private final StandardStream out;
  private final StandardStream errors;
  private final AtomicBoolean logLossReported = new AtomicBoolean();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-p", "--port"},
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port on localhost; 0 for any free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--instances",
      paramLabel = "N",
      description = {
        "Events to process at once; others wait",
        "(default: 1; with --bucket one per processor, at most 4)."
      })
  private @Nullable Integer instances;

  @Option(
      names = "--client-timeout",
      paramLabel = "S",
      defaultValue = "30",
      description = "Seconds a request may take to arrive (default: ${DEFAULT-VALUE}).")
  private int clientTimeoutSeconds;

  @Option(
      names = "--bucket",
      paramLabel = "DIR",
      description = {
        "Folder to use as an S3 bucket: its pictures are labeled and shown on /bucket.",
        "The function's log goes to its .snaplabel folder."
      })
  private @Nullable Path folder;

  @Mixin private FunctionOptions options = new FunctionOptions();

  ServeCommand(StandardStream out, StandardStream errors) {
    this.out = out;
    this.errors = errors;
  }

  @Override
  public Integer call() throws IOException, UnusableFolderException, InterruptedException {
    UsageErrors.requireInRange(spec, "--port", port, 0, MAX_PORT);
    UsageErrors.requireAtLeast(spec, "--instances", instances(), 1);
    UsageErrors.requireAtLeast(spec, "--client-timeout", clientTimeoutSeconds, 1);
    LoopbackServer.limitRequestTime(Duration.ofSeconds(clientTimeoutSeconds));
    try {
      return folder == null ? serve() : serveFolder(folder);
    } catch (BindException e) {
      throw new IOException(
          "Port %d is not available (%s): choose another with --port."
              .formatted(port, e.getMessage()),
          e);
    }
  }

  private int serve() throws IOException, InterruptedException {
    Consumer<String> log = this::log;
    try (FunctionPool functions = new FunctionPool(instances(), options.servedFunctions(log));
        GatewayServer server = GatewayServer.open(port, functions::invoke, log)) {
      if (!startFirst(functions)) {
        return 1;
      }
      printUrl("SnapLabel listens on", server, "");
      return awaitLostOutput();
    }
  }

  private int serveFolder(Path path)
      throws IOException, UnusableFolderException, InterruptedException {
    try (FolderBucket bucket = FolderBucket.open(path, spec.commandLine().getOut());
        FunctionLog log = bucket.openLog();
        FunctionPool functions =
            new FunctionPool(instances(), options.functionsWithBucket(bucket.environment(), log));
        GatewayServer server = GatewayServer.openForFolder(port, functions::invoke, log)) {
      if (!startFirst(functions)) {
        return 1;
      }
      ModelBundle model = options.model();
      // The function's own warning goes to its log file.
      UntrainedModelWarning.warn(model.manifest(), spec.commandLine().getErr());
      Settings settings = options.settings();
      settings.tagging().requireWritable(model.manifest());
      server.showFolder(
          bucket.site(
              Installation.current().natives(),
              settings.heics(),
              model.hierarchy(),
              model.manifest().trained()));
      printUrl("SnapLabel listens on", server, "");
      printUrl("The folder is shown on", server, "/bucket");
      FunctionTags written = new FunctionTags(model.identity(), settings.tagging().prefix());
      try (FolderSession _ = bucket.label(functions::invoke, written, instances())) {
        return awaitLostOutput();
      }
    }
  }

  private boolean startFirst(FunctionPool functions) throws IOException, InterruptedException {
    Optional<Failure> failure = functions.start();
    failure.ifPresent(
        reason -> FailureReporter.print(spec.commandLine().getErr(), reason.sentence()));
    return failure.isEmpty();
  }

  private void printUrl(String text, GatewayServer server, String path) {
    print(
        spec.commandLine().getOut(),
        "%s http://localhost:%d%s".formatted(text, server.port(), path));
  }

  /** Waits until standard output fails; usually Ctrl-C ends the process and its children first. */
  private int awaitLostOutput() throws InterruptedException {
    out.awaitFailure();
    return 1;
  }

  /** Prints a line of the log. A failure is reported once and does not stop the server. */
  private void log(String line) {
    print(spec.commandLine().getErr(), line);
    if (errors.failure().isPresent() && !logLossReported.getAndSet(true)) {
      print(spec.commandLine().getOut(), "Log lines are lost: " + errors.failure().get());
    }
  }

  private int instances() {
    if (instances != null) {
      return instances;
    }
    return folder == null
        ? 1
        : Math.min(Runtime.getRuntime().availableProcessors(), MAX_DEFAULT_INSTANCES);
  }

  private static void print(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
