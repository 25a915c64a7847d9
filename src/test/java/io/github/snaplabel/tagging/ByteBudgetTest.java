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

  private void assertTimesOut(long bytes) {
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> reserve(bytes))
        .withMessageContaining("Timed out");
  }

  @Test
  void reservationsThatFitAreHeldConcurrently() {
    try (ByteBudget.Reservation _ = reserve(4);
        ByteBudget.Reservation _ = reserve(6)) {
      assertTimesOut(1);
    }
  }

  @Test
  void releasedBytesCanBeReservedAgain() {
    reserve(7).close();

    try (ByteBudget.Reservation _ = reserve(4)) {
      assertTimesOut(7);
    }
    reserve(7).close();
  }

  @Test
  void aRequestAboveTheBudgetReservesAllOfIt() {
    try (ByteBudget.Reservation _ = reserve(1L << 40)) {
      assertTimesOut(1);
    }
    try (ByteBudget.Reservation _ = reserve(1)) {
      assertTimesOut(1L << 40);
    }
  }

  @Test
  void anInterruptedWaitReservesNothing() throws Exception {
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
