package io.github.snaplabel.cli;

import io.github.snaplabel.Settings;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.cli.lambda.FunctionConfiguration;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InitializationType;
import io.github.snaplabel.cli.lambda.RuntimeDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options shared by the commands that run the function. */
final class FunctionOptions {
  private static final Set<String> CREDENTIALS =
      Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

  /** Lambda's maximum. */
  private static final int MAX_TIMEOUT_SECONDS = 900;

  private static final int MIN_MEMORY_MB = 128;
  private static final int MAX_MEMORY_MB = 10_240;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--snap-start",
      description = "Start the function as SnapStart does, including its snapshot hooks.")
  private boolean snapStart;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      defaultValue = "30",
      description = "Time limit per event, in seconds (default: ${DEFAULT-VALUE}).")
  private int timeoutSeconds;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      defaultValue = "1769",
      description = "Memory in MB, which sizes the function's heap (default: ${DEFAULT-VALUE}).")
  private int memoryMb;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description =
          "An environment variable of the function. SNAPLABEL_* variables are always passed on.")
  private Map<String, String> environment = Map.of();

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      description = {
        "S3-compatible server for the function to use, such as MinIO.",
        "Passes on AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN."
      })
  private @Nullable String s3Endpoint;

  @Option(
      names = "--function",
      paramLabel = "FOLDER",
      description = "Folder of an unpacked function (default: the one built with this command).")
  private @Nullable Path function;

  @Option(
      names = "--handler",
      paramLabel = "CLASS",
      defaultValue = "io.github.snaplabel.SnapLabelHandler",
      description = "Handler class of the function (default: ${DEFAULT-VALUE}).")
  private String handler = "";

  /**
   * Returns a factory of function processes configured by the options.
   *
   * @param log receives each line of the functions' logs, on any thread
   * @throws ParameterException if an option is out of range
   * @throws IOException if the function or the runtime is missing; the message says which
   */
  Supplier<FunctionProcess> functions(Consumer<String> log) throws IOException {
    return functions(log, variables(), Map.of());
  }

  /**
   * Returns a factory of function processes for a server on this machine. Nothing checks signatures
   * there, so access is public unless a variable says otherwise.
   */
  Supplier<FunctionProcess> servedFunctions(Consumer<String> log) throws IOException {
    return functions(log, servedVariables(), Map.of());
  }

  /**
   * Returns a factory of function processes that use a bucket on this machine.
   *
   * @param bucket environment variables that point the function to the bucket
   */
  Supplier<FunctionProcess> functionsWithBucket(Map<String, String> bucket, Consumer<String> log)
      throws IOException {
    if (s3Endpoint != null) {
      throw UsageErrors.usageException(command, "--bucket and --s3-endpoint cannot be combined");
    }
    Map<String, String> variables = variables();
    // Requests may name the folder's objects, which public access never allows.
    variables.putIfAbsent("SNAPLABEL_ACCESS", "local");
    return functions(log, variables, bucket);
  }

  private Map<String, String> servedVariables() {
    Map<String, String> variables = variables();
    variables.putIfAbsent("SNAPLABEL_ACCESS", "public");
    return variables;
  }

  private Supplier<FunctionProcess> functions(
      Consumer<String> log, Map<String, String> variables, Map<String, String> bucketVariables)
      throws IOException {
    UsageErrors.requireInRange(command, "--timeout", timeoutSeconds, 1, MAX_TIMEOUT_SECONDS);
    UsageErrors.requireInRange(command, "--memory", memoryMb, MIN_MEMORY_MB, MAX_MEMORY_MB);
    if (s3Endpoint != null) {
      requireUsableS3(s3Endpoint, variables);
    }
    Installation installation = Installation.current();
    RuntimeDirectory runtime = RuntimeDirectory.open(installation.runtime());
    variables.putAll(bucketVariables);
    FunctionConfiguration configuration =
        FunctionConfiguration.of(taskRoot(installation), handler)
            .withInitializationType(
                snapStart ? InitializationType.SNAP_START : InitializationType.ON_DEMAND)
            .withTimeout(Duration.ofSeconds(timeoutSeconds))
            .withMemory(memoryMb)
            .withEnvironment(variables);
    return () -> new FunctionProcess(configuration, runtime, log);
  }

  /**
   * Reads the model that the function uses.
   *
   * @throws IOException if the function contains no model
   */
  ModelBundle model() throws IOException {
    return ModelBundle.read(taskRoot(Installation.current()).resolve("model"));
  }

  /** Returns the settings of a served function. Call only after one has started. */
  Settings settings() {
    return Settings.of(servedVariables());
  }

  private Path taskRoot(Installation installation) throws IOException {
    Path folder = function == null ? installation.function() : function;
    if (!Files.isDirectory(folder)) {
      throw new IOException("No function found in %s: run 'mvn package'.".formatted(folder));
    }
    return folder;
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    System.getenv()
        .forEach((name, value) -> {
          if (isForwarded(name)) {
            variables.put(name, value);
          }
        });
    if (s3Endpoint != null) {
      variables.put("AWS_ENDPOINT_URL_S3", s3Endpoint);
    }
    variables.putAll(environment);
    return variables;
  }

  private boolean isForwarded(String name) {
    return name.startsWith("SNAPLABEL_")
        || name.equals("ORT_DISABLE_TELEMETRY")
        || (s3Endpoint != null && CREDENTIALS.contains(name));
  }

  private void requireUsableS3(String endpoint, Map<String, String> variables) {
    URI _ = UsageErrors.s3Endpoint(command, endpoint);
    // Without keys the function would look for the credentials of the machine it runs on.
    if (Stream.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
        .anyMatch(name -> variables.getOrDefault(name, "").isEmpty())) {
      throw UsageErrors.usageException(
          command,
          "--s3-endpoint needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment");
    }
  }
}
