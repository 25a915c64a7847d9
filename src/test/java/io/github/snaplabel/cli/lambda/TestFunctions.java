package io.github.snaplabel.cli.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.handlers.Hooks;
import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import io.github.snaplabel.cli.lambda.InvocationResult.Success;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs functions in AWS's own runtime, each in its own process, and collects their logs. */
final class TestFunctions {
  private final Path folder;
  private final List<String> log = new CopyOnWriteArrayList<>();

  /**
   * Creates the fixture without starting a function.
   *
   * @param folder folder of the function package
   */
  TestFunctions(Path folder) {
    this.folder = folder;
  }

  /** Returns the log lines of all functions so far. */
  List<String> log() {
    return log;
  }

  FunctionProcess of(Class<?> handler) {
    return of(configuration(handler));
  }

  FunctionProcess of(FunctionConfiguration configuration) {
    try {
      RuntimeDirectory runtime =
          RuntimeDirectory.open(Path.of(System.getProperty("snaplabel.runtime")));
      return new FunctionProcess(configuration, runtime, log::add);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  FunctionConfiguration configuration(Class<?> handler) {
    return FunctionConfiguration.of(folder, handler.getName());
  }

  FunctionConfiguration snapStart(Map<String, String> environment) {
    return configuration(Hooks.class)
        .withInitializationType(InitializationType.SNAP_START)
        .withEnvironment(environment);
  }

  /** Returns why a function does not start. */
  Failure startOf(FunctionConfiguration configuration) throws Exception {
    try (FunctionProcess function = of(configuration)) {
      return function.start().orElseThrow();
    }
  }

  static InvocationResult invoke(FunctionProcess function, String event) {
    try {
      return function.invoke(Payload.of(event));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static String answer(FunctionProcess function, String event) {
    return text(invoke(function, event));
  }

  static String text(InvocationResult result) {
    assertThat(result).isInstanceOf(Success.class);
    return ((Success) result).payload().text();
  }

  static Failure failure(FunctionProcess function, String event) {
    InvocationResult result = invoke(function, event);
    assertThat(result).isInstanceOf(Failure.class);
    return (Failure) result;
  }
}
