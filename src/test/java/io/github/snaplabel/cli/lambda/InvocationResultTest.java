package io.github.snaplabel.cli.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.cli.lambda.InvocationResult.Failure;
import org.junit.jupiter.api.Test;

class InvocationResultTest {
  @Test
  void aFailureIsPrintedInOneLineWhateverItsMessageContains() {
    FunctionError error = FunctionError.of("java.lang.IllegalStateException", "a\n\033[2Jb");

    assertThat(new Failure(FailureKind.HANDLER, error).sentence())
        .isEqualTo("The function reported an error: java.lang.IllegalStateException: a??[2Jb");
  }

  @Test
  void anExceptionOfTheFunctionIsDescribedByItsMessage() {
    FunctionError error =
        FunctionError.of("io.github.snaplabel.SettingsException", "SNAPLABEL_TOP_K is 'many'");

    assertThat(new Failure(FailureKind.INIT, error).sentence())
        .isEqualTo("The function did not start: SNAPLABEL_TOP_K is 'many'");
    assertThat(new Failure(FailureKind.EXIT, FunctionError.of("Broken", "")).sentence())
        .isEqualTo("The function's process ended: Broken");
  }
}
