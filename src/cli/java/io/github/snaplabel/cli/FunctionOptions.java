package io.github.snaplabel.cli;

import io.github.snaplabel.Settings;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.cli.lambda.FunctionConfiguration;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InitializationType;
import io.github.snaplabel.cli.lambda.RuntimeDirectory;
import io.github.snaplabel.tagging.TaggingSettings;
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

/** The options of the commands that run the function. */
final class FunctionOptions {
  private static final Set<String> CREDENTIALS =
      Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

  /** What Lambda allows. */
  private static final int MAX_TIMEOUT = 900;

  private static final int MIN_MEMORY = 128;
  private static final int MAX_MEMORY = 10_240;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--snap-start",
      description = "Start the function as from a snapshot, its hooks included.")
  private boolean snapStart;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      defaultValue = "30",
      description = "Seconds that one event may take (${DEFAULT-VALUE}).")
  private int timeout;

  @Option(
      names = "--memory",
      paramLabel = "MB",
      defaultValue = "1769",
      description = "Memory of the function; sizes its heap (${DEFAULT-VALUE}).")
  private int memory;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "A variable of the function. Those named SNAPLABEL_* are passed on anyway.")
  private Map<String, String> environment = Map.of();

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      description = {
        "An S3 server for the function, such as MinIO's.",
        "The credentials in AWS_ACCESS_KEY_ID and its like are passed on then."
      })
  private @Nullable URI s3Endpoint;

  @Option(
      names = "--function",
      paramLabel = "FOLDER",
      description = "A folder with an unpacked function (the one beside this command).")
  private @Nullable Path function;

  @Option(
      names = "--handler",
      paramLabel = "CLASS",
      defaultValue = "io.github.snaplabel.SnapLabelHandler",
      description = "The function's handler (${DEFAULT-VALUE}).")
  private String handler = "";

  /**
   * Makes functions as the options say.
   *
   * @param log gets the lines of their log, from any thread
   * @throws ParameterException if an option is out of its range
   * @throws IOException if there is no function or no runtime; the message says so
   */
  Supplier<FunctionProcess> functions(Consumer<String> log) throws IOException {
    return functions(log, variables(), Map.of());
  }

  /**
   * Makes functions as the options say, for a server on this machine: nobody checks signatures
   * there, so access is public unless a variable says otherwise.
   */
  Supplier<FunctionProcess> servedFunctions(Consumer<String> log) throws IOException {
    return functions(log, servedVariables(), Map.of());
  }

  /**
   * Makes such functions before a bucket of this machine.
   *
   * @param bucket the variables by which it is found
   */
  Supplier<FunctionProcess> functionsBefore(Map<String, String> bucket, Consumer<String> log)
      throws IOException {
    if (s3Endpoint != null) {
      throw UsageErrors.wrong(command, "--bucket brings an S3 of its own; leave out --s3-endpoint");
    }
    return functions(log, servedVariables(), bucket);
  }

  private Map<String, String> servedVariables() {
    Map<String, String> variables = variables();
    variables.putIfAbsent("SNAPLABEL_ACCESS", "public");
    return variables;
  }

  private Supplier<FunctionProcess> functions(
      Consumer<String> log, Map<String, String> variables, Map<String, String> further)
      throws IOException {
    UsageErrors.check(command, "--timeout", timeout, 1, MAX_TIMEOUT);
    UsageErrors.check(command, "--memory", memory, MIN_MEMORY, MAX_MEMORY);
    if (s3Endpoint != null) {
      checkS3(s3Endpoint, variables);
    }
    Installation installation = Installation.current(null);
    RuntimeDirectory runtime = RuntimeDirectory.open(installation.runtime());
    variables.putAll(further);
    FunctionConfiguration configuration =
        FunctionConfiguration.of(taskRoot(installation), handler)
            .with(snapStart ? InitializationType.SNAP_START : InitializationType.ON_DEMAND)
            .withTimeout(Duration.ofSeconds(timeout))
            .withMemory(memory)
            .withEnvironment(variables);
    return () -> new FunctionProcess(configuration, runtime, log);
  }

  /**
   * Returns the model that the function labels with.
   *
   * @throws IOException if the function has none
   */
  ModelBundle model() throws IOException {
    return ModelBundle.read(taskRoot(Installation.current(null)).resolve("model"));
  }

  /** Returns how such a function tags objects; its variables are right, or it would not start. */
  TaggingSettings tagging() {
    return Settings.of(servedVariables()).tagging();
  }

  private Path taskRoot(Installation installation) throws IOException {
    Path folder = function == null ? installation.function() : function;
    if (!Files.isDirectory(folder)) {
      throw new IOException("There is no function in %s: run 'mvn package'.".formatted(folder));
    }
    return folder;
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    System.getenv()
        .forEach((name, value) -> {
          if (isPassedOn(name)) {
            variables.put(name, value);
          }
        });
    if (s3Endpoint != null) {
      variables.put("AWS_ENDPOINT_URL_S3", s3Endpoint.toString());
    }
    variables.putAll(environment);
    return variables;
  }

  private boolean isPassedOn(String name) {
    return name.startsWith("SNAPLABEL_")
        || name.equals("ORT_DISABLE_TELEMETRY")
        || (s3Endpoint != null && CREDENTIALS.contains(name));
  }

  private void checkS3(URI endpoint, Map<String, String> variables) {
    if (!UsageErrors.isServer(endpoint)) {
      throw UsageErrors.wrong(
          command,
          "--s3-endpoint must be a URL such as http://localhost:9000, not %s".formatted(endpoint));
    }
    // Without them the function would look for those of the machine that it runs on.
    if (Stream.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
        .anyMatch(name -> variables.getOrDefault(name, "").isEmpty())) {
      throw UsageErrors.wrong(
          command,
          "--s3-endpoint needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment");
    }
  }
}
