package io.github.snaplabel.compiler.quantize;

import io.github.snaplabel.compiler.graph.FloatTensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The weights of a Conv or Gemm in 8 bits: symmetric, with one scale per output channel, and
 * <em>pair-bounded</em>: the absolute values of two weights that the kernel multiplies as a pair
 * sum to at most 128.
 *
 * <p>x86 processors without VNNI multiply a pair of uint8 by a pair of int8 and add both products
 * in a saturating int16. With pairs of at most 128 the sum is at most 255 * 128 = 32640 and fits,
 * so all processors compute the same result; with the usual scale it would saturate silently.
 */
final class QuantizedWeights {
  /** The largest allowed sum of the absolute values of a pair. */
  static final int PAIR_LIMIT = 128;

  private static final int LIMIT = 127;

  // Leaves half of int32's range for the sum of products.
  private static final double BIAS_LIMIT = 1 << 30;

  private final byte[] values;
  private final float[] scales;
  private final int[] bias;

  private QuantizedWeights(byte[] values, float[] scales, int[] bias) {
    this.values = values;
    this.scales = scales;
    this.bias = bias;
  }

  /**
   * Quantizes the weights and the bias of one node.
   *
   * @param weights {@code [outputs,inputs,height,width]} or {@code [outputs,inputs]}
   * @param bias {@code [outputs]}
   * @param inputScale scale of the activation that the weights are multiplied by
   * @param rounding of the weights of each group of output channels
   */
  static QuantizedWeights of(
      FloatTensor weights, FloatTensor bias, float inputScale, List<ErrorFeedback> rounding) {
    int channels = weights.size(0);
    int channelsPerGroup = channels / rounding.size();
    int[] order = kernelOrder(weights);
    byte[] values = new byte[weights.values().length];
    float[] scales = new float[channels];
    int[] steps = new int[channels];
    // Channels do not depend on each other, so the result does not depend on the threads.
    IntStream.range(0, channels)
        .parallel()
        .forEach(channel -> {
          int start = channel * order.length;
          double offset = bias.values()[channel];
          float scale = scale(weights.values(), start, order, Math.abs(offset) / inputScale);
          scales[channel] = scale;
          steps[channel] = (int) Math.rint(offset / ((double) inputScale * scale));
          ErrorFeedback feedback = rounding.get(channel / channelsPerGroup);
          quantize(weights.values(), start, order, scale, feedback, values);
        });
    return new QuantizedWeights(values, scales, steps);
  }

  /** Returns 1/127 of the largest pair; if the weights are almost zero, the bias determines it. */
  private static float scale(float[] weights, int start, int[] order, double offset) {
    return (float)
        Math.max(
            largestPair(weights, start, order) / LIMIT,
            Math.max(offset / BIAS_LIMIT, Float.MIN_NORMAL));
  }

  private static void quantize(
      float[] weights, int start, int[] order, float scale, ErrorFeedback feedback, byte[] values) {
    double[] steps = new double[order.length];
    for (int k = 0; k < order.length; k++) {
      steps[k] = weights[start + order[k]] / (double) scale;
    }
    byte[] rounded = new byte[order.length];
    feedback.round(steps, rounded, PAIR_LIMIT);
    for (int k = 0; k < order.length; k++) {
      values[start + order[k]] = rounded[k];
    }
    check(values, start, order);
  }

  /**
   * Returns the index of each weight of a channel in the order in which the kernel multiplies: by
   * row, column and input channel.
   */
  static int[] kernelOrder(FloatTensor weights) {
    int inputs = weights.size(1);
    int area = weights.values().length / weights.size(0) / inputs;
    int[] order = new int[inputs * area];
    for (int k = 0; k < order.length; k++) {
      order[k] = k % inputs * area + k / inputs;
    }
    return order;
  }

  /**
   * Returns the largest sum of the absolute values of two neighbors, or the largest absolute value
   * if there is one weight. With a scale of 1/127 of it, pairs sum to at most 127 before rounding.
   */
  private static double largestPair(float[] weights, int start, int[] order) {
    double largest = 0;
    double previous = 0;
    for (int place : order) {
      double weight = Math.abs(weights[start + place]);
      largest = Math.max(largest, previous + weight);
      previous = weight;
    }
    return largest;
  }

  private static void check(byte[] values, int start, int[] order) {
    int previous = 0;
    for (int place : order) {
      int value = Math.abs(values[start + place]);
      if (previous + value > PAIR_LIMIT) {
        throw new IllegalStateException("a pair of weights sums to " + (previous + value));
      }
      previous = value;
    }
  }

  /** Returns the int8 values in the order of the float weights, not copied. */
  byte[] values() {
    return values;
  }

  /** Returns the scale of each output channel, not copied. */
  float[] scales() {
    return scales;
  }

  /**
   * Returns the bias of each output channel in units of {@code inputScale * scale}, the unit of the
   * kernel's accumulator; not copied.
   */
  int[] bias() {
    return bias;
  }
}
