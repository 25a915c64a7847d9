package io.github.snaplabel.cli.lambda;

import static io.github.snaplabel.cli.lambda.TestFunctions.answer;
import static io.github.snaplabel.cli.lambda.TestFunctions.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.handlers.BrokenConstructor;
import io.github.snaplabel.cli.handlers.Echo;
import io.github.snaplabel.cli.handlers.FunctionFolder;
import io.github.snaplabel.cli.handlers.Obedient;
import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests failing functions in AWS's own runtime, and the event after the failure. */
class FunctionFailuresIT {
  @TempDir static Path folder;

  private final TestFunctions functions = new TestFunctions(folder);

  @BeforeAll
  static void layOut() {
    FunctionFolder.in(folder);
  }

  @Test
  void aConstructorThatThrowsIsAnInitFailure() throws Exception {
    try (FunctionProcess function = functions.of(BrokenConstructor.class)) {
      Failure failure = failure(function, "{}");

      assertThat(failure.kind()).isEqualTo(FailureKind.INIT);
      assertThat(failure.error().type()).isEqualTo("java.lang.IllegalStateException");
      assertThat(failure.error().message()).contains("no model");
      assertThat(failure.sentence()).contains("did not start").contains("no model");
    }
    assertThat(functions.log()).anySatisfy(line -> assertThat(line).contains("no model"));
  }

  @Test
  void aMissingHandlerIsNamed() throws Exception {
    try (FunctionProcess function =
        functions.of(FunctionConfiguration.of(folder, "io.github.snaplabel.Missing"))) {
      Failure failure = failure(function, "{}");

      assertThat(failure.error().message()).contains("io.github.snaplabel.Missing");
    }
  }

  @Test
  void anExceptionInAHookBeforeTheSnapshotIsACheckpointFailure() throws Exception {
    Failure failure =
        functions.startOf(functions.snapStart(Map.of("FAIL", "checkpoint-exception")));

    assertThat(failure.kind()).isEqualTo(FailureKind.CHECKPOINT);
    assertThat(failure.error().type()).contains("CheckpointException");
    assertThat(functions.log())
        .anySatisfy(line -> assertThat(line).contains("told to fail at checkpoint"));
  }

  @Test
  void anErrorInAHookBeforeTheSnapshotIsAFailureThoughTheRuntimeDoesNotReportIt() throws Exception {
    Failure failure = functions.startOf(functions.snapStart(Map.of("FAIL", "checkpoint-error")));

    assertThat(failure.kind()).isEqualTo(FailureKind.INIT);
    assertThat(failure.error().type()).isEqualTo("Runtime.ExitError");
    assertThat(failure.sentence()).contains("exit status 1");
    assertThat(functions.log())
        .anySatisfy(line -> assertThat(line).contains("told to fail at checkpoint"));
  }

  @Test
  void anExceptionOrAnErrorInAHookAfterTheRestoreIsARestoreFailure() throws Exception {
    Failure exception = functions.startOf(functions.snapStart(Map.of("FAIL", "restore-exception")));
    Failure error = functions.startOf(functions.snapStart(Map.of("FAIL", "restore-error")));

    assertThat(exception.kind()).isEqualTo(FailureKind.RESTORE);
    assertThat(exception.error().type()).contains("RestoreException");
    assertThat(error.kind()).isEqualTo(FailureKind.RESTORE);
    assertThat(error.error().type()).isEqualTo("Runtime.ExitError");
  }

  @Test
  void aThrownExceptionIsTheResultAndTheProcessContinues() throws Exception {
    try (FunctionProcess function = functions.of(Obedient.class)) {
      String process = answer(function, "\"pid\"");
      Failure failure = failure(function, "\"throw\"");

      assertThat(failure.kind()).isEqualTo(FailureKind.HANDLER);
      assertThat(failure.error().type()).isEqualTo("java.lang.IllegalArgumentException");
      assertThat(failure.error().message()).isEqualTo("told to");
      assertThat(failure.error().json().text()).contains("stackTrace").contains("Obedient");
      assertThat(answer(function, "\"pid\"")).isEqualTo(process);
    }
    assertThat(functions.log())
        .contains("told to: java.lang.IllegalArgumentException")
        .noneSatisfy(line -> assertThat(line).contains("Exception in thread"));
  }

  @Test
  void aFunctionThatTimesOutIsKilledAndTheNextEventStartsANewOne() throws Exception {
    FunctionConfiguration configuration =
        functions.configuration(Obedient.class).withTimeout(Duration.ofSeconds(1));
    try (FunctionProcess function = functions.of(configuration)) {
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
  void aProcessThatExitsDuringAnEventIsAFailureAndTheNextEventStartsANewOne() throws Exception {
    try (FunctionProcess function = functions.of(Obedient.class)) {
      Failure failure = failure(function, "\"exit 7\"");

      assertThat(failure.kind()).isEqualTo(FailureKind.EXIT);
      assertThat(failure.error().type()).isEqualTo("Runtime.ExitError");
      assertThat(failure.error().message()).contains("exit status 7");
      assertThat(answer(function, "\"pid\"")).isNotEmpty();
    }
  }

  @Test
  void afterAnErrorThatEndsTheRuntimeTheNextEventWaitsForANewOne() throws Exception {
    try (FunctionProcess function = functions.of(Obedient.class)) {
      String process = answer(function, "\"pid\"");

      assertThat(failure(function, "\"exhaust\"").error().type())
          .isEqualTo("java.lang.OutOfMemoryError");
      assertThat(answer(function, "\"pid\"")).isNotEqualTo(process);
    }
  }

  @Test
  void aProcessThatWasKilledFromOutsideIsReplaced() throws Exception {
    try (FunctionProcess function = functions.of(Obedient.class)) {
      ProcessHandle process =
          ProcessHandle.of(Long.parseLong(answer(function, "\"pid\""))).orElseThrow();
      process.destroyForcibly();
      process.onExit().get();

      assertThat(answer(function, "\"pid\"")).isNotEqualTo(Long.toString(process.pid()));
    }
  }

  @Test
  void payloadsOfSixMegabytesAreAcceptedAndLargerOnesAreNot() throws Exception {
    try (FunctionProcess function = functions.of(Echo.class)) {
      String longest = json(Payload.MAX_EVENT_BYTES);
      assertThat(answer(function, longest)).isEqualTo(longest);

      Failure failure = failure(function, json(Payload.MAX_EVENT_BYTES + 1));
      assertThat(failure.kind()).isEqualTo(FailureKind.EVENT_TOO_LARGE);
      assertThat(failure.error().message()).contains("6291456");
    }
  }

  @Test
  void aTooLargeResponseIsRejectedAndTheProcessContinues() throws Exception {
    try (FunctionProcess function = functions.of(Obedient.class)) {
      String process = answer(function, "\"pid\"");
      assertThat(answer(function, "\"fill 6291556\"")).hasSize(6_291_556);
      Failure failure = failure(function, "\"fill 6291557\"");

      assertThat(failure.kind()).isEqualTo(FailureKind.RESPONSE_TOO_LARGE);
      assertThat(failure.error().type()).isEqualTo("Function.ResponseSizeTooLarge");
      assertThat(answer(function, "\"pid\"")).isEqualTo(process);
    }
  }

  private static boolean running(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
  }

  /** Returns an incompressible JSON string of a size in bytes. */
  private static String json(int size) {
    StringBuilder text = new StringBuilder(size).append('"');
    new Random(1).ints(size - 2L, 'a', 'z').forEach(letter -> text.append((char) letter));
    return text.append('"').toString();
  }
}
