package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopKTest {
  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void lessThanOneLabelIsRejected(int count) {
    assertThatThrownBy(() -> new TopK(count, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("top-k")
        .hasMessageContaining(Integer.toString(count));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void aConfidenceThatIsNotAProbabilityIsRejected(double minConfidence) {
    assertThatThrownBy(() -> new TopK(5, minConfidence))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("between 0 and 1");
  }

  @Test
  void theBoundsThemselvesAreAllowed() {
    new TopK(1, 0);
    new TopK(1, 1);
  }
}
