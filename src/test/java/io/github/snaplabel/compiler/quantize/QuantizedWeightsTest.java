package io.github.snaplabel.compiler.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.snaplabel.compiler.graph.FloatTensor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class QuantizedWeightsTest {
  @RepeatedTest(20)
  void keepsNeighborsInTheKernelsOrderWithin128(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    FloatTensor weights = tensor(List.of(16L, 5L, 3L, 3L));
    for (int i = 0; i < weights.values().length; i++) {
      weights.values()[i] = (float) Math.pow(random.nextGaussian(), 3);
    }

    byte[] values = quantize(weights).values();

    for (int output = 0; output < 16; output++) {
      int before = 0;
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
          for (int input = 0; input < 5; input++) {
            int value = Math.abs(values[((output * 5 + input) * 3 + row) * 3 + column]);
            assertThat(before + value).isLessThanOrEqualTo(128);
            before = value;
          }
        }
      }
    }
  }

  @Test
  void roundingTwoHalvesUpStaysAt128() {
    FloatTensor weights = tensor(List.of(1L, 2L));
    weights.values()[0] = 63.5f;
    weights.values()[1] = -63.5f;

    assertThat(quantize(weights).values()).containsExactly(64, -64);
  }

  @Test
  void aSingleWeightUsesTheWholeRange() {
    FloatTensor weights = tensor(List.of(1L, 4L));
    weights.values()[2] = -5;

    QuantizedWeights quantized = quantize(weights);

    assertThat(quantized.values()).containsExactly(0, 0, -127, 0);
    assertThat(quantized.scales()).containsExactly(5f / 127);
  }

  @Test
  void theErrorOfEachWeightIsAtMostHalfAStep() {
    Random random = new Random(1);
    FloatTensor weights = tensor(List.of(4L, 32L, 3L, 3L));
    for (int i = 0; i < weights.values().length; i++) {
      weights.values()[i] = (float) random.nextGaussian();
    }

    QuantizedWeights quantized = quantize(weights);

    for (int i = 0; i < weights.values().length; i++) {
      float step = quantized.scales()[i / (32 * 9)];
      assertThat(quantized.values()[i] * step)
          .isCloseTo(weights.values()[i], within(step * 0.5001f));
    }
  }

  @Test
  void keepsTheBiasOfAChannelWithAlmostZeroWeights() {
    FloatTensor weights = tensor(List.of(2L, 3L));
    weights.values()[0] = 1e-20f;
    FloatTensor bias = tensor(List.of(2L));
    bias.values()[0] = -0.75f;
    bias.values()[1] = 3;

    QuantizedWeights quantized =
        QuantizedWeights.of(weights, bias, 0.02f, List.of(withoutFeedback(weights)));

    for (int channel = 0; channel < 2; channel++) {
      double value = quantized.bias()[channel] * 0.02f * (double) quantized.scales()[channel];
      assertThat(value).isCloseTo(bias.values()[channel], within(1e-6));
    }
  }

  private static QuantizedWeights quantize(FloatTensor weights) {
    FloatTensor bias = tensor(List.of((long) weights.size(0)));
    return QuantizedWeights.of(weights, bias, 0.02f, List.of(withoutFeedback(weights)));
  }

  /** Returns the rounding for uncorrelated inputs: to the nearest integers. */
  private static ErrorFeedback withoutFeedback(FloatTensor weights) {
    int inputs = weights.size(1);
    double[] moments = new double[inputs * inputs];
    for (int i = 0; i < inputs; i++) {
      moments[i * inputs + i] = 1;
    }
    return ErrorFeedback.of(inputs, moments);
  }

  private static FloatTensor tensor(List<Long> shape) {
    return new FloatTensor(
        shape, new float[(int) shape.stream().mapToLong(n -> n).reduce(1, (a, b) -> a * b)]);
  }
}
