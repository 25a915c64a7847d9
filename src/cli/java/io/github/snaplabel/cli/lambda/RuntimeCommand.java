package io.github.snaplabel.cli.lambda;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command and environment that start AWS's runtime interface client.
 *
 * <p>The variables are from AWS's page "Defined runtime environment variables". The JVM options
 * were observed on Lambda's Java runtimes; AWS documents only the compilation tiers ("Java on
 * Lambda: Customize serialization and runtime startup behavior").
 *
 * @param directory the runtime's libraries, which precede the function's on the class path
 */
record RuntimeCommand(RuntimeDirectory directory, FunctionConfiguration function) {
  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /**
   * The share of memory that Lambda gives to the heap, leaving the rest to the JVM and libraries.
   */
  private static final double HEAP_SHARE = 0.85;

  /**
   * Returns a builder of the process. Its standard output and standard error are one stream, as in
   * Lambda's log.
   *
   * @param runtimeApi host and port of the Runtime API
   */
  ProcessBuilder processBuilder(String runtimeApi) {
    ProcessBuilder builder =
        new ProcessBuilder(command())
            .directory(function.taskRoot().toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("PATH"));
    environment.putAll(variables(runtimeApi));
    environment.putAll(function.environment());
    return builder;
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(directory.java().toString());
    // Makes the JVM size its defaults for the function's memory instead of this machine's.
    command.add("-XX:MaxRAM=%dm".formatted(function.memory()));
    command.add("-XX:MaxHeapSize=%dk".formatted((int) (function.memory() * 1024 * HEAP_SHARE)));
    command.add("-XX:+UseSerialGC");
    command.add("-Xshare:auto");
    if (function.initializationType() == InitializationType.ON_DEMAND) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.add("--add-opens=java.base/java.io=ALL-UNNAMED");
    command.add("-Djava.net.preferIPv4Stack=true");
    // Without this, org.crac.Core.register silently does nothing.
    command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    command.add(
        "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
            + directory.nativeClient());
    command.addAll(function.jvmOptions());
    command.add("-classpath");
    command.add(
        directory.libraries().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(MAIN);
    command.add(function.handler());
    return command;
  }

  private Map<String, String> variables(String runtimeApi) {
    FunctionIdentity identity = FunctionIdentity.of(function.initializationType());
    return Stream.of(
            Map.entry("AWS_LAMBDA_RUNTIME_API", runtimeApi),
            Map.entry("_HANDLER", function.handler()),
            Map.entry("LAMBDA_TASK_ROOT", function.taskRoot().toString()),
            Map.entry("LAMBDA_RUNTIME_DIR", directory.path().toString()),
            Map.entry("AWS_LAMBDA_FUNCTION_NAME", identity.name()),
            Map.entry("AWS_LAMBDA_FUNCTION_VERSION", identity.version()),
            Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memory())),
            Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + identity.name()),
            Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "local"),
            Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", function.initializationType().value()),
            Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
            Map.entry("AWS_REGION", identity.region()),
            Map.entry("AWS_DEFAULT_REGION", identity.region()),
            Map.entry("TZ", ":UTC"),
            // Lambda sets en_US.UTF-8, but only C.UTF-8 exists on every Linux.
            Map.entry("LANG", "C.UTF-8"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
