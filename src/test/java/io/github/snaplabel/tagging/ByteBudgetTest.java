package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  private final ByteBudget budget = new ByteBudget(10);

  private ByteBudget.Reservation reserve(long bytes) {
    return budget.reserve(bytes, Deadline.in(Duration.ofMillis(100)));
  }

  private void assertThatNothingIsLeftFor(long bytes) {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> reserve(bytes))
        .withMessageContaining("Timed out");
  }

  @Test
  void whatFitsIsHeldSideBySide() {
    try (ByteBudget.Reservation _ = reserve(4);
        ByteBudget.Reservation _ = reserve(6)) {
      assertThatNothingIsLeftFor(1);
    }
  }

  @Test
  void whatIsGivenBackIsThereForTheNext() {
    reserve(7).close();

    try (ByteBudget.Reservation _ = reserve(4)) {
      assertThatNothingIsLeftFor(7);
    }
    reserve(7).close();
  }

  @Test
  void whatIsLargerThanAllGoesAlone() {
    try (ByteBudget.Reservation _ = reserve(1L << 40)) {
      assertThatNothingIsLeftFor(1);
    }
    try (ByteBudget.Reservation _ = reserve(1)) {
      assertThatNothingIsLeftFor(1L << 40);
    }
  }

  @Test
  void whoIsInterruptedWhileWaitingLeavesEverythingAsItIs() throws Exception {
    try (ByteBudget.Reservation _ = reserve(10)) {
      Thread waiting =
          Thread.ofPlatform()
              .daemon()
              .start(() ->
                  assertThatExceptionOfType(UncheckedIOException.class)
                      .isThrownBy(() -> budget.reserve(1, Deadline.in(Duration.ofMinutes(5)))));
      waiting.interrupt();
      assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
    }
    reserve(10).close();
  }
}
