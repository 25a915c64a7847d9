package io.github.snaplabel.cli.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A function's configuration on Lambda.
 *
 * @param taskRoot folder of the unpacked package: classes, and libraries in {@code lib}
 * @param handler handler class, or {@code class::method}
 * @param timeout of one invocation; Lambda allows 1 to 900 s
 * @param memory in MB; limits the heap, not the process
 * @param environment the function's own variables
 * @param jvmOptions JVM options in addition to those that Lambda sets
 */
public record FunctionConfiguration(
    Path taskRoot,
    String handler,
    InitializationType initializationType,
    Duration timeout,
    int memory,
    Map<String, String> environment,
    List<String> jvmOptions) {
  /** The options in template.yaml, which explains them. */
  static final List<String> TEMPLATE_OPTIONS =
      List.of("--enable-native-access=ALL-UNNAMED", "-Xms96m", "-Xmn72m", "-XX:SurvivorRatio=1");

  /** Makes the folder's path absolute, because the process has another working directory. */
  public FunctionConfiguration {
    taskRoot = taskRoot.toAbsolutePath().normalize();
    environment = Map.copyOf(environment);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /**
   * Returns an on-demand configuration with a timeout of 30 s and 1769 MB, at which Lambda provides
   * one full processor.
   */
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

  public FunctionConfiguration withInitializationType(InitializationType type) {
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
   * Returns the time limit of initialization, including hooks before a snapshot (AWS: "Lambda
   * execution environment lifecycle"). If an on-demand initialization exceeds it, Lambda repeats it
   * within the first invocation; here it fails.
   */
  Duration initLimit() {
    return switch (initializationType) {
      case ON_DEMAND -> Duration.ofSeconds(10);
      case SNAP_START -> {
        Duration minimum = Duration.ofSeconds(130);
        yield timeout.compareTo(minimum) > 0 ? timeout : minimum;
      }
    };
  }

  /** Returns the time limit of a restore, including its hooks (AWS: SnapStart runtime hooks). */
  Duration restoreLimit() {
    return Duration.ofSeconds(10);
  }
}
