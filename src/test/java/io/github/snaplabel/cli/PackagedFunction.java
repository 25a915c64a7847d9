package io.github.snaplabel.cli;

import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.cli.lambda.FunctionConfiguration;
import io.github.snaplabel.cli.lambda.FunctionProcess;
import io.github.snaplabel.cli.lambda.InitializationType;
import io.github.snaplabel.cli.lambda.RuntimeDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The packaged function in AWS's own runtime. */
final class PackagedFunction {
  static final Path FOLDER = Path.of("target/function");

  /** Allows tags of an untrained packaged model; no effect on a trained one. */
  static final Map<String, String> TAGGING = Map.of("SNAPLABEL_TAG_UNTRAINED", "true");

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private PackagedFunction() {}

  static FunctionProcess with(
      InitializationType type, Map<String, String> environment, Consumer<String> log) {
    return with(type, environment, TIMEOUT, log);
  }

  private static FunctionProcess with(
      InitializationType type,
      Map<String, String> environment,
      Duration timeout,
      Consumer<String> log) {
    Map<String, String> all = new HashMap<>(TAGGING);
    all.putAll(environment);
    try {
      return new FunctionProcess(
          FunctionConfiguration.of(FOLDER, "io.github.snaplabel.SnapLabelHandler")
              .withInitializationType(type)
              .withTimeout(timeout)
              .withEnvironment(all),
          RuntimeDirectory.open(Path.of(System.getProperty("snaplabel.runtime"))),
          log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether a log line is a warning, except the function's own about its model. */
  static boolean isLibraryWarning(String line) {
    boolean warning = line.contains("WARN") || line.contains("SLF4J");
    return warning
        && !line.startsWith("[WARN] The model is for development only")
        && !line.startsWith("[WARN] " + ModelManifest.UNTRAINED);
  }

  /** Returns a configuration whose S3 is a server of the tests, which accepts any credentials. */
  static FunctionProcess withS3(URI s3, InitializationType type, Consumer<String> log) {
    return withS3(s3, type, Map.of(), log);
  }

  /** Returns the same with further variables. */
  static FunctionProcess withS3(
      URI s3, InitializationType type, Map<String, String> further, Consumer<String> log) {
    return withS3(s3, type, further, TIMEOUT, log);
  }

  /** Returns the same with another time limit. */
  static FunctionProcess withS3(
      URI s3,
      InitializationType type,
      Map<String, String> further,
      Duration timeout,
      Consumer<String> log) {
    Map<String, String> environment = new HashMap<>(further);
    environment.put("AWS_ENDPOINT_URL_S3", s3.toString());
    environment.put("AWS_ACCESS_KEY_ID", "id");
    environment.put("AWS_SECRET_ACCESS_KEY", "secret");
    return with(type, environment, timeout, log);
  }
}
