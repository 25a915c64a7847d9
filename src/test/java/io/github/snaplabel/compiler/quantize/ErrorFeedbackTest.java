package io.github.snaplabel.compiler.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ErrorFeedbackTest {
  private static final int SIZE = 24;
  private static final int PAIR_LIMIT = QuantizedWeights.PAIR_LIMIT;

  @Test
  void weightsOfUncorrelatedInputsBecomeTheNearestIntegers() {
    double[] moments = new double[SIZE * SIZE];
    for (int i = 0; i < SIZE; i++) {
      moments[i * SIZE + i] = 1 + i;
    }
    double[] weights = weights(new Random(1), 2 * SIZE);

    byte[] rounded = round(ErrorFeedback.of(SIZE, moments), weights);

    for (int i = 0; i < weights.length; i++) {
      assertThat((double) rounded[i]).isEqualTo(Math.rint(weights[i]));
    }
  }

  @RepeatedTest(10)
  void productsWithCorrelatedInputsChangeLessThanByNearestIntegers(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    float[][] inputs = correlatedInputs(random, 400);
    InputMoments moments = moments(inputs);
    double feedback = 0;
    double nearest = 0;
    for (int output = 0; output < 50; output++) {
      double[] weights = weights(random, SIZE);
      byte[] rounded = round(ErrorFeedback.of(SIZE, moments.of(0, SIZE)), weights);
      byte[] plain = new byte[SIZE];
      for (int i = 0; i < SIZE; i++) {
        plain[i] = (byte) Math.rint(weights[i]);
      }
      feedback += squaredError(inputs, weights, rounded);
      nearest += squaredError(inputs, weights, plain);
    }

    assertThat(feedback).isLessThan(nearest / 2);
  }

  @RepeatedTest(10)
  void neighborsStayWithinThePairLimitAlsoBetweenBlocks(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    InputMoments moments = moments(correlatedInputs(random, 100));
    double[] weights = new double[4 * SIZE];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextBoolean() ? 90 : -90;
    }

    byte[] rounded = round(ErrorFeedback.of(SIZE, moments.of(0, SIZE)), weights);

    for (int i = 1; i < rounded.length; i++) {
      assertThat(Math.abs(rounded[i - 1]) + Math.abs(rounded[i])).isLessThanOrEqualTo(PAIR_LIMIT);
    }
  }

  /** With fewer inputs than weights, there are changes of any size that the inputs do not show. */
  @Test
  void inputsOfFewImagesChangeWeightsLittle() {
    Random random = new Random(1);
    float[][] inputs = new float[SIZE / 4][SIZE];
    for (float[] input : inputs) {
      for (int i = 0; i < SIZE; i++) {
        input[i] = (float) random.nextGaussian();
      }
    }
    InputMoments moments = moments(inputs);
    double[] weights = weights(random, 100 * SIZE);

    byte[] rounded = round(ErrorFeedback.of(SIZE, moments.of(0, SIZE)), weights);

    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += Math.pow(rounded[i] - weights[i], 2);
    }
    assertThat(Math.sqrt(sum / weights.length)).isLessThan(0.39);
  }

  @Test
  void inputsThatAreAlwaysZeroAreSupported() {
    double[] weights = weights(new Random(3), SIZE);
    InputMoments moments = moments(new float[1][SIZE]);

    byte[] rounded = round(ErrorFeedback.of(SIZE, moments.of(0, SIZE)), weights);

    for (int i = 0; i < SIZE; i++) {
      assertThat((double) rounded[i]).isEqualTo(Math.rint(weights[i]));
    }
  }

  private static byte[] round(ErrorFeedback feedback, double[] weights) {
    byte[] rounded = new byte[weights.length];
    feedback.round(weights.clone(), rounded, PAIR_LIMIT);
    return rounded;
  }

  private static double[] weights(Random random, int count) {
    return random.doubles(count, -40, 40).toArray();
  }

  private static InputMoments moments(float[][] inputs) {
    InputMoments moments = new InputMoments(SIZE);
    for (float[] input : inputs) {
      moments.add(input);
    }
    return moments;
  }

  /** Returns inputs that mostly rise and fall together, like the channels of real photos. */
  private static float[][] correlatedInputs(Random random, int count) {
    float[][] inputs = new float[count][SIZE];
    for (float[] input : inputs) {
      float common = random.nextFloat();
      for (int i = 0; i < SIZE; i++) {
        input[i] = common + 0.2f * random.nextFloat();
      }
    }
    return inputs;
  }

  private static double squaredError(float[][] inputs, double[] weights, byte[] rounded) {
    double sum = 0;
    for (float[] input : inputs) {
      double error = 0;
      for (int i = 0; i < SIZE; i++) {
        error += input[i] * (weights[i] - rounded[i]);
      }
      sum += error * error;
    }
    return sum;
  }
}
