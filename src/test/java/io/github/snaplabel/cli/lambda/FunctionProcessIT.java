package io.github.snaplabel.cli.lambda;

import static io.github.snaplabel.cli.lambda.TestFunctions.answer;
import static io.github.snaplabel.cli.lambda.TestFunctions.invoke;
import static io.github.snaplabel.cli.lambda.TestFunctions.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.handlers.Echo;
import io.github.snaplabel.cli.handlers.FunctionFolder;
import io.github.snaplabel.cli.handlers.Hooks;
import io.github.snaplabel.cli.handlers.Obedient;
import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import io.github.snaplabel.concurrent.PlatformThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests functions in AWS's own runtime: their environment, their log and their lifetime. */
class FunctionProcessIT {
  @TempDir static Path folder;

  private final TestFunctions functions = new TestFunctions(folder);

  @BeforeAll
  static void layOut() {
    FunctionFolder.in(folder);
  }

  @Test
  void oneProcessHandlesAThousandEventsInARow() throws Exception {
    try (FunctionProcess function = functions.of(Echo.class)) {
      for (int i = 0; i < 1000; i++) {
        String event = "{\"number\":%d}".formatted(i);

        assertThat(answer(function, event)).isEqualTo(event);
      }
    }
    assertThat(functions.log()).filteredOn(line -> line.startsWith("INIT_REPORT")).hasSize(1);
  }

  @Test
  void theFunctionHasTheEnvironmentThatLambdaProvides() throws Exception {
    FunctionConfiguration configuration =
        functions
            .configuration(Obedient.class)
            .withMemory(512)
            .withEnvironment(Map.of("SNAPLABEL_TOP_K", "3"))
            .withJvmOptions(List.of("-Dextra=yes"));
    try (FunctionProcess function = functions.of(configuration)) {
      assertThat(answer(function, "\"getenv SNAPLABEL_TOP_K\"")).isEqualTo("3");
      assertThat(answer(function, "\"getenv LAMBDA_TASK_ROOT\"")).isEqualTo(folder.toString());
      assertThat(answer(function, "\"getenv AWS_LAMBDA_INITIALIZATION_TYPE\""))
          .isEqualTo("on-demand");
      assertThat(answer(function, "\"property user.dir\"")).isEqualTo(folder.toString());
      assertThat(answer(function, "\"property extra\"")).isEqualTo("yes");
      assertThat(answer(function, "\"environment\"")).doesNotContain("HOME", "USER", "MAVEN");
      assertThat(answer(function, "\"context\""))
          .matches(
              "[0-9a-f-]{36} arn:aws:lambda:us-east-1:123456789012:function:snaplabel"
                  + " (2[89]|30)\\d{3} 512");
    }
  }

  @Test
  void theLogIsForwardedLineByLine() throws Exception {
    try (FunctionProcess function = functions.of(Obedient.class)) {
      answer(function, "\"log\"");
    }
    assertThat(functions.log()).containsSubsequence("out: ä猫", "err: second", "logger: third");
    assertThat(functions.log())
        .noneSatisfy(line -> assertThat(line).containsIgnoringCase("warning"))
        .anySatisfy(line -> assertThat(line).matches("REPORT Duration: \\d+\\.\\d\\d ms"));
  }

  @Test
  void noHookRunsOnDemand() throws Exception {
    try (FunctionProcess function = functions.of(Hooks.class)) {
      assertThat(answer(function, "{}")).isEqualTo("init event");
    }
  }

  @Test
  void underSnapStartTheHooksRunInTheirOrderBeforeTheFirstEvent() throws Exception {
    try (FunctionProcess function = functions.of(functions.snapStart(Map.of()))) {
      assertThat(function.start()).isEmpty();
      assertThat(answer(function, "{}"))
          .isEqualTo("init checkpoint-second checkpoint-first restore-first restore-second event");
    }
    assertThat(functions.log()).anySatisfy(line -> assertThat(line).startsWith("RESTORE_REPORT"));
  }

  @Test
  void twoConcurrentEventsRunOneByOneInOneProcess() throws Exception {
    try (FunctionProcess function = functions.of(Obedient.class);
        ExecutorService threads = PlatformThreads.perTask("events")) {
      function.start();
      Future<String> one = threads.submit(() -> answer(function, "\"sleep 300\""));
      Future<String> other = threads.submit(() -> answer(function, "\"sleep 300\""));

      assertThat(one.get()).isEqualTo(other.get());
    }
  }

  @Test
  void twoConcurrentEventsRunInParallelInAPoolOfTwo() throws Exception {
    try (FunctionPool pool = new FunctionPool(2, () -> functions.of(Obedient.class));
        ExecutorService threads = PlatformThreads.perTask("events")) {
      Future<InvocationResult> one =
          threads.submit(() -> pool.invoke(Payload.of("\"sleep 1000\"")));
      Future<InvocationResult> other =
          threads.submit(() -> pool.invoke(Payload.of("\"sleep 1000\"")));

      assertThat(text(one.get())).isNotEqualTo(text(other.get()));
    }
  }

  @Test
  void closingLeavesNoProcessBehindNotEvenAGrandchild() throws Exception {
    ProcessHandle process;
    List<ProcessHandle> children;
    try (FunctionProcess function = functions.of(Obedient.class)) {
      process = ProcessHandle.of(Long.parseLong(answer(function, "\"fork\""))).orElseThrow();
      children = process.children().toList();
      assertThat(children).isNotEmpty();
    }
    assertThat(process.isAlive()).isFalse();
    for (ProcessHandle child : children) {
      child.onExit().get();
    }
  }

  @Test
  void closingDuringAnEventEndsIt() throws Exception {
    FunctionProcess function = functions.of(Obedient.class);
    function.start();
    CompletableFuture<InvocationResult> result = new CompletableFuture<>();
    PlatformThreads.perTask("event")
        .execute(() -> result.complete(invoke(function, "\"sleep 60000\"")));
    Thread.sleep(Duration.ofMillis(200));
    function.close();

    assertThat(result.get())
        .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
        .extracting(Failure::kind)
        .isEqualTo(FailureKind.EXIT);
  }
}
