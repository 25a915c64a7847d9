package io.github.snaplabel.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReadTimingTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ReadTiming timing = new ReadTiming();

  @Test
  void withoutMeasurementsTheReadWaitsForTheLabels() {
    assertThat(timing.delay(1000)).isGreaterThan(LONG);

    timing.labeled(1000, Duration.ofMillis(10));
    assertThat(timing.delay(1000)).isGreaterThan(LONG);
  }

  @Test
  void theReadEndsAQuarterOfItsTimeAfterTheLabels() {
    timing.labeled(1000, Duration.ofMillis(50));
    timing.read(Duration.ofMillis(20));

    assertThat(timing.delay(1000)).isEqualTo(Duration.ofMillis(35));
    assertThat(timing.delay(2000)).isEqualTo(Duration.ofMillis(85));
  }

  @Test
  void aReadThatTakesLongerThanLabelingStartsAMillisecondAfterIt() {
    timing.labeled(1000, Duration.ofMillis(5));
    timing.read(Duration.ofMillis(20));

    assertThat(timing.delay(1000)).isEqualTo(Duration.ofMillis(1));
    assertThat(timing.delay(0)).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void predictionsFollowTheLatestObjects() {
    timing.read(Duration.ofMillis(20));
    timing.labeled(1000, Duration.ofMillis(500));
    for (int i = 0; i < 30; i++) {
      timing.labeled(1000, Duration.ofMillis(50));
    }

    assertThat(timing.delay(1000)).isBetween(Duration.ofMillis(35), Duration.ofMillis(36));
  }
}
