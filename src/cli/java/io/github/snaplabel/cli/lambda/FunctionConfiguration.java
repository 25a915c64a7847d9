package io.github.snaplabel.cli.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What Lambda is told of a function.
 *
 * @param taskRoot the unpacked package: classes, and libraries in {@code lib}
 * @param handler the name of its handler's class, or {@code class::method}
 * @param timeout for one invocation; Lambda allows 1 to 900 s
 * @param memory in MB; the heap is cut to fit, the process is not
 * @param environment the function's own variables
 * @param jvmOptions beside those that Lambda itself gives
 */
public record FunctionConfiguration(
    Path taskRoot,
    String handler,
    InitializationType initializationType,
    Duration timeout,
    int memory,
    Map<String, String> environment,
    List<String> jvmOptions) {
  /** Those of template.yaml, which says why. */
  static final List<String> TEMPLATE_OPTIONS =
      List.of("--enable-native-access=ALL-UNNAMED", "-Xms96m", "-Xmn72m", "-XX:SurvivorRatio=1");

  /** Takes the folder as an absolute path: the process has another working directory. */
  public FunctionConfiguration {
    taskRoot = taskRoot.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** On demand, with 30 s and 1769 MB: what one whole processor comes with on Lambda. */
  public static FunctionConfiguration of(Path taskRoot, String handler) {
    return new FunctionConfiguration(
        taskRoot,
        handler,
        InitializationType.ON_DEMAND,
        Duration.ofSeconds(30),
        1769,
        Map.of(),
        TEMPLATE_OPTIONS);
  }

  public FunctionConfiguration with(InitializationType type) {
    return new FunctionConfiguration(
        taskRoot, handler, type, timeout, memory, environment, jvmOptions);
  }

  public FunctionConfiguration withTimeout(Duration limit) {
    return new FunctionConfiguration(
        taskRoot, handler, initializationType, limit, memory, environment, jvmOptions);
  }

  public FunctionConfiguration withMemory(int megabytes) {
    return new FunctionConfiguration(
        taskRoot, handler, initializationType, timeout, megabytes, environment, jvmOptions);
  }

  public FunctionConfiguration withEnvironment(Map<String, String> variables) {
    return new FunctionConfiguration(
        taskRoot, handler, initializationType, timeout, memory, variables, jvmOptions);
  }

  public FunctionConfiguration withJvmOptions(List<String> options) {
    return new FunctionConfiguration(
        taskRoot, handler, initializationType, timeout, memory, environment, options);
  }

  /**
   * How long the start may take, hooks before the snapshot included (AWS: "Lambda execution
   * environment lifecycle"). Lambda tries a start on demand that takes longer once more, with the
   * invocation's time; here it has failed.
   */
  Duration initLimit() {
    return switch (initializationType) {
      case ON_DEMAND -> Duration.ofSeconds(10);
      case SNAP_START -> {
        Duration least = Duration.ofSeconds(130);
        yield timeout.compareTo(least) > 0 ? timeout : least;
      }
    };
  }

  /** How long the restore may take, hooks after it included (AWS: SnapStart runtime hooks). */
  Duration restoreLimit() {
    return Duration.ofSeconds(10);
  }
}
