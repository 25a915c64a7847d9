package io.github.snaplabel.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.local.handlers.BrokenConstructor;
import io.github.snaplabel.local.handlers.Echo;
import io.github.snaplabel.local.handlers.FunctionFolder;
import io.github.snaplabel.local.handlers.Hooks;
import io.github.snaplabel.local.handlers.Obedient;
import io.github.snaplabel.local.lambda.InvocationResult.Answer;
import io.github.snaplabel.local.lambda.InvocationResult.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions in AWS's own runtime, in processes of their own. */
class FunctionProcessIT {
  @TempDir static Path folder;

  private final List<String> log = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void layOut() {
    FunctionFolder.in(folder);
  }

  @Test
  void aThousandEventsInARowAreAnsweredByOneProcess() throws Exception {
    try (FunctionProcess function = function(Echo.class)) {
      for (int i = 0; i < 1000; i++) {
        String event = "{\"number\":%d}".formatted(i);

        assertThat(answer(function, event)).isEqualTo(event);
      }
    }
    assertThat(log).filteredOn(line -> line.startsWith("INIT_REPORT")).hasSize(1);
  }

  @Test
  void theFunctionSeesWhatLambdaWouldShowIt() throws Exception {
    FunctionConfiguration configuration =
        configuration(Obedient.class)
            .withMemory(512)
            .withEnvironment(Map.of("SNAPLABEL_TOP_K", "3"))
            .withJvmOptions(List.of("-Dextra=yes"));
    try (FunctionProcess function = function(configuration)) {
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
    try (FunctionProcess function = function(Obedient.class)) {
      answer(function, "\"log\"");
    }
    assertThat(log).containsSubsequence("out: ä猫", "err: second", "logger: third");
    assertThat(log)
        .noneSatisfy(line -> assertThat(line).containsIgnoringCase("warning"))
        .anySatisfy(line -> assertThat(line).matches("REPORT Duration: \\d+\\.\\d\\d ms"));
  }

  @Test
  void onDemandNoHookRuns() throws Exception {
    try (FunctionProcess function = function(Hooks.class)) {
      assertThat(answer(function, "{}")).isEqualTo("init event");
    }
  }

  @Test
  void underSnapStartTheHooksRunInTheirOrderBeforeTheFirstEvent() throws Exception {
    try (FunctionProcess function = function(snapStart(Map.of()))) {
      assertThat(function.start()).isEmpty();
      assertThat(answer(function, "{}"))
          .isEqualTo("init checkpoint-second checkpoint-first restore-first restore-second event");
    }
    assertThat(log).anySatisfy(line -> assertThat(line).startsWith("RESTORE_REPORT"));
  }

  @Test
  void aConstructorThatThrowsIsAnInitFailure() throws Exception {
    try (FunctionProcess function = function(BrokenConstructor.class)) {
      Failure failure = failure(function, "{}");

      assertThat(failure.kind()).isEqualTo(FailureKind.INIT);
      assertThat(failure.error().type()).isEqualTo("java.lang.IllegalStateException");
      assertThat(failure.error().message()).contains("no model");
      assertThat(failure.sentence()).contains("did not start").contains("no model");
    }
    assertThat(log).anySatisfy(line -> assertThat(line).contains("no model"));
  }

  @Test
  void aMissingHandlerIsNamed() throws Exception {
    try (FunctionProcess function =
        function(FunctionConfiguration.of(folder, "io.github.snaplabel.Missing"))) {
      Failure failure = failure(function, "{}");

      assertThat(failure.error().message()).contains("io.github.snaplabel.Missing");
    }
  }

  @Test
  void anExceptionInAHookBeforeTheSnapshotIsACheckpointFailure() throws Exception {
    Failure failure = startOf(snapStart(Map.of("FAIL", "checkpoint-exception")));

    assertThat(failure.kind()).isEqualTo(FailureKind.CHECKPOINT);
    assertThat(failure.error().type()).contains("CheckpointException");
    assertThat(log).anySatisfy(line -> assertThat(line).contains("told to fail at checkpoint"));
  }

  @Test
  void anErrorInAHookBeforeTheSnapshotIsAFailureThoughTheRuntimeDoesNotReportIt() throws Exception {
    Failure failure = startOf(snapStart(Map.of("FAIL", "checkpoint-error")));

    assertThat(failure.kind()).isEqualTo(FailureKind.INIT);
    assertThat(failure.error().type()).isEqualTo("Runtime.ExitError");
    assertThat(failure.sentence()).contains("exit status 1");
    assertThat(log).anySatisfy(line -> assertThat(line).contains("told to fail at checkpoint"));
  }

  @Test
  void anExceptionOrAnErrorInAHookAfterTheRestoreIsARestoreFailure() throws Exception {
    Failure exception = startOf(snapStart(Map.of("FAIL", "restore-exception")));
    Failure error = startOf(snapStart(Map.of("FAIL", "restore-error")));

    assertThat(exception.kind()).isEqualTo(FailureKind.RESTORE);
    assertThat(exception.error().type()).contains("RestoreException");
    assertThat(error.kind()).isEqualTo(FailureKind.RESTORE);
    assertThat(error.error().type()).isEqualTo("Runtime.ExitError");
  }

  @Test
  void aThrownExceptionIsTheAnswerAndTheProcessGoesOn() throws Exception {
    try (FunctionProcess function = function(Obedient.class)) {
      String process = answer(function, "\"pid\"");
      Failure failure = failure(function, "\"throw\"");

      assertThat(failure.kind()).isEqualTo(FailureKind.HANDLER);
      assertThat(failure.error().type()).isEqualTo("java.lang.IllegalArgumentException");
      assertThat(failure.error().message()).isEqualTo("told to");
      assertThat(failure.error().json().text()).contains("stackTrace").contains("Obedient");
      assertThat(answer(function, "\"pid\"")).isEqualTo(process);
    }
    assertThat(log)
        .contains("told to: java.lang.IllegalArgumentException")
        .noneSatisfy(line -> assertThat(line).contains("Exception in thread"));
  }

  @Test
  void aFunctionThatTakesTooLongIsKilledAndTheNextEventStartsANewOne() throws Exception {
    FunctionConfiguration configuration =
        configuration(Obedient.class).withTimeout(Duration.ofSeconds(1));
    try (FunctionProcess function = function(configuration)) {
      String process = answer(function, "\"pid\"");
      Failure failure = failure(function, "\"sleep 60000\"");

      assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT);
      assertThat(failure.error().type()).isEqualTo("Sandbox.Timedout");
      assertThat(failure.error().message()).isEqualTo("Task timed out after 1.00 seconds");
      assertThat(running(process)).isFalse();
      assertThat(answer(function, "\"pid\"")).isNotEqualTo(process);
    }
  }

  @Test
  void aProcessThatDiesInTheMiddleIsAFailureAndTheNextEventStartsANewOne() throws Exception {
    try (FunctionProcess function = function(Obedient.class)) {
      Failure failure = failure(function, "\"exit 7\"");

      assertThat(failure.kind()).isEqualTo(FailureKind.EXIT);
      assertThat(failure.error().type()).isEqualTo("Runtime.ExitError");
      assertThat(failure.error().message()).contains("exit status 7");
      assertThat(answer(function, "\"pid\"")).isNotEmpty();
    }
  }

  @Test
  void afterAnErrorThatEndsTheRuntimeTheNextEventWaitsForANewOne() throws Exception {
    try (FunctionProcess function = function(Obedient.class)) {
      String process = answer(function, "\"pid\"");

      assertThat(failure(function, "\"exhaust\"").error().type())
          .isEqualTo("java.lang.OutOfMemoryError");
      assertThat(answer(function, "\"pid\"")).isNotEqualTo(process);
    }
  }

  @Test
  void aProcessThatWasKilledFromOutsideIsReplaced() throws Exception {
    try (FunctionProcess function = function(Obedient.class)) {
      ProcessHandle process = handle(answer(function, "\"pid\"")).orElseThrow();
      process.destroyForcibly();
      process.onExit().get();

      assertThat(answer(function, "\"pid\"")).isNotEqualTo(Long.toString(process.pid()));
    }
  }

  @Test
  void sixMegabytesGoInAndOutAndNotOneMore() throws Exception {
    try (FunctionProcess function = function(Echo.class)) {
      String longest = json(Payload.MAX_EVENT);
      assertThat(answer(function, longest)).isEqualTo(longest);

      Failure failure = failure(function, json(Payload.MAX_EVENT + 1));
      assertThat(failure.kind()).isEqualTo(FailureKind.EVENT_TOO_LARGE);
      assertThat(failure.error().message()).contains("6291456");
    }
  }

  @Test
  void anAnswerThatIsTooLargeIsRefusedAndTheProcessGoesOn() throws Exception {
    try (FunctionProcess function = function(Obedient.class)) {
      String process = answer(function, "\"pid\"");
      assertThat(answer(function, "\"fill 6291556\"")).hasSize(6_291_556);
      Failure failure = failure(function, "\"fill 6291557\"");

      assertThat(failure.kind()).isEqualTo(FailureKind.ANSWER_TOO_LARGE);
      assertThat(failure.error().type()).isEqualTo("Function.ResponseSizeTooLarge");
      assertThat(answer(function, "\"pid\"")).isEqualTo(process);
    }
  }

  @Test
  void twoEventsAtOnceTakeTurnsInOneProcess() throws Exception {
    try (FunctionProcess function = function(Obedient.class);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      function.start();
      Future<String> one = threads.submit(() -> answer(function, "\"sleep 300\""));
      Future<String> other = threads.submit(() -> answer(function, "\"sleep 300\""));

      assertThat(one.get()).isEqualTo(other.get());
    }
  }

  @Test
  void twoEventsAtOnceRunSideBySideInAPoolOfTwo() throws Exception {
    try (FunctionPool pool = new FunctionPool(2, () -> function(Obedient.class));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
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
    try (FunctionProcess function = function(Obedient.class)) {
      process = handle(answer(function, "\"fork\"")).orElseThrow();
      children = process.children().toList();
      assertThat(children).isNotEmpty();
    }
    assertThat(process.isAlive()).isFalse();
    for (ProcessHandle child : children) {
      child.onExit().get();
    }
  }

  @Test
  void closingInTheMiddleOfAnEventEndsIt() throws Exception {
    FunctionProcess function = function(Obedient.class);
    function.start();
    CompletableFuture<InvocationResult> result = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> result.complete(invoke(function, "\"sleep 60000\"")));
    Thread.sleep(Duration.ofMillis(200));
    function.close();

    assertThat(result.get())
        .asInstanceOf(InstanceOfAssertFactories.type(Failure.class))
        .extracting(Failure::kind)
        .isEqualTo(FailureKind.EXIT);
  }

  private FunctionProcess function(Class<?> handler) {
    return function(configuration(handler));
  }

  private FunctionProcess function(FunctionConfiguration configuration) {
    try {
      RuntimeDirectory runtime =
          RuntimeDirectory.open(Path.of(System.getProperty("snaplabel.runtime")));
      return new FunctionProcess(configuration, runtime, log::add);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FunctionConfiguration configuration(Class<?> handler) {
    return FunctionConfiguration.of(folder, handler.getName());
  }

  private static FunctionConfiguration snapStart(Map<String, String> environment) {
    return configuration(Hooks.class)
        .with(InitializationType.SNAP_START)
        .withEnvironment(environment);
  }

  private Failure startOf(FunctionConfiguration configuration) throws Exception {
    try (FunctionProcess function = function(configuration)) {
      return function.start().orElseThrow();
    }
  }

  private static InvocationResult invoke(FunctionProcess function, String event) {
    try {
      return function.invoke(Payload.of(event));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String answer(FunctionProcess function, String event) {
    return text(invoke(function, event));
  }

  private static String text(InvocationResult result) {
    assertThat(result).isInstanceOf(Answer.class);
    return ((Answer) result).payload().text();
  }

  private static Failure failure(FunctionProcess function, String event) {
    InvocationResult result = invoke(function, event);
    assertThat(result).isInstanceOf(Failure.class);
    return (Failure) result;
  }

  private static Optional<ProcessHandle> handle(String pid) {
    return ProcessHandle.of(Long.parseLong(pid));
  }

  private static boolean running(String pid) {
    return handle(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  /** A JSON string of that many bytes, which do not repeat. */
  private static String json(int size) {
    StringBuilder text = new StringBuilder(size).append('"');
    new Random(1).ints(size - 2L, 'a', 'z').forEach(letter -> text.append((char) letter));
    return text.append('"').toString();
  }
}
