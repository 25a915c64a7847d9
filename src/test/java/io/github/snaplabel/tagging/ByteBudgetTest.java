package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  private final ByteBudget budget = new ByteBudget(10);

  private ByteBudget.Share take(long bytes) {
    return budget.take(bytes, Deadline.in(Duration.ofMillis(100)));
  }

  private void assertThatNothingIsLeftFor(long bytes) {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> take(bytes))
        .withMessageContaining("Timed out");
  }

  @Test
  void whatFitsIsHeldSideBySide() {
    try (ByteBudget.Share _ = take(4);
        ByteBudget.Share _ = take(6)) {
      assertThatNothingIsLeftFor(1);
    }
  }

  @Test
  void whatIsGivenBackIsThereForTheNext() {
    take(7).close();

    try (ByteBudget.Share _ = take(4)) {
      assertThatNothingIsLeftFor(7);
    }
    take(7).close();
  }

  @Test
  void whatIsLargerThanAllGoesAlone() {
    try (ByteBudget.Share _ = take(1L << 40)) {
      assertThatNothingIsLeftFor(1);
    }
    try (ByteBudget.Share _ = take(1)) {
      assertThatNothingIsLeftFor(1L << 40);
    }
  }

  @Test
  void whoIsInterruptedWhileWaitingLeavesEverythingAsItIs() throws Exception {
    try (ByteBudget.Share _ = take(10)) {
      Thread waiting =
          Thread.ofPlatform()
              .daemon()
              .start(() ->
                  assertThatExceptionOfType(UncheckedIOException.class)
                      .isThrownBy(() -> budget.take(1, Deadline.in(Duration.ofMinutes(5)))));
      waiting.interrupt();
      assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
    }
    take(10).close();
  }
}
