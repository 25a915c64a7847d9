package io.github.snaplabel.cli;

import io.github.snaplabel.cli.lambda.FunctionConfiguration;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InitializationType;
import io.github.snaplabel.cli.lambda.InvocationResult;
import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import io.github.snaplabel.cli.lambda.InvocationResult.Success;
import io.github.snaplabel.cli.lambda.Payload;
import io.github.snaplabel.cli.lambda.RuntimeDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Prints a function's answers to events, so that {@code arm64_function.py} can compare processors.
 */
final class FunctionAnswers {
  /** An emulated processor takes seconds where a real one takes milliseconds. */
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private FunctionAnswers() {}

  /**
   * Sends the events to one process of the function, in turn. Prints each response to standard
   * output as one line, and the log to standard error.
   *
   * @param args the build's output folder, with the function and its runtime; the endpoint of S3;
   *     files of events
   * @throws IllegalStateException if an event is answered with an error
   */
  public static void main(String[] args) throws Exception {
    FunctionConfiguration configuration = configuration(Path.of(args[0], "function"), args[1]);
    RuntimeDirectory runtime = RuntimeDirectory.open(Path.of(args[0], "runtime"));
    Consumer<String> log = System.err::println;
    try (FunctionProcess function = new FunctionProcess(configuration, runtime, log)) {
      for (int index = 2; index < args.length; index++) {
        Path event = Path.of(args[index]);
        System.out.println(text(event, function.invoke(Payload.of(Files.readAllBytes(event)))));
      }
    }
  }

  /**
   * Returns a configuration with provisioned concurrency: Lambda takes no snapshot, but allows more
   * time to start than the 10 s on demand. C1 and one thread cost an emulated processor the least.
   */
  private static FunctionConfiguration configuration(Path function, String s3) {
    Map<String, String> environment = new HashMap<>(PackagedFunction.TAGGING);
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "provisioned-concurrency");
    environment.put("AWS_ENDPOINT_URL_S3", s3);
    environment.put("AWS_ACCESS_KEY_ID", "id");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    environment.put("ORT_DISABLE_TELEMETRY", "1");
    FunctionConfiguration configuration =
        FunctionConfiguration.of(function, "io.github.snaplabel.SnapLabelHandler");
    List<String> jvmOptions = new ArrayList<>(configuration.jvmOptions());
    jvmOptions.add("-XX:TieredStopAtLevel=1");
    jvmOptions.add("-XX:ActiveProcessorCount=1");
    return configuration
        // The emulator knows two types; the variable above overrides this one for the function.
        .withInitializationType(InitializationType.SNAP_START)
        .withTimeout(TIMEOUT)
        .withEnvironment(environment)
        .withJvmOptions(jvmOptions);
  }

  private static String text(Path event, InvocationResult result) {
    return switch (result) {
      case Success success -> success.payload().text();
      case Failure failure -> throw new IllegalStateException(event + ": " + failure.sentence());
    };
  }
}
