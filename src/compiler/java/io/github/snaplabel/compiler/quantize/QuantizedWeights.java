package io.github.snaplabel.compiler.quantize;

import io.github.snaplabel.compiler.graph.FloatTensor;

/**
 * The weights of a Conv or Gemm in 8 bits, each output channel with its own scale, symmetric about
 * zero, and <em>pair-bounded</em>: two weights that the kernel multiplies side by side are together
 * at most 128.
 *
 * <p>x86 processors without VNNI multiply a pair of uint8 by a pair of int8 and add both products
 * in a saturating int16. With pairs of at most 128 the sum is at most 255 * 128 = 32640 and fits,
 * so that every processor computes the same; with the usual scale it saturates, silently.
 */
final class QuantizedWeights {
  /** The most that two neighbours may be together. */
  static final int PAIR_LIMIT = 128;

  private static final int LIMIT = 127;

  // Half of int32's range is left to the sum of the products.
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
   * Quantises the weights and the bias of one node.
   *
   * @param weights {@code [outputs,inputs,height,width]} or {@code [outputs,inputs]}
   * @param bias {@code [outputs]}
   * @param inputScale the step of the activation that the weights are multiplied with
   */
  static QuantizedWeights of(FloatTensor weights, FloatTensor bias, float inputScale) {
    int channels = weights.size(0);
    int[] order = kernelOrder(weights);
    byte[] values = new byte[weights.values().length];
    float[] scales = new float[channels];
    int[] steps = new int[channels];
    for (int channel = 0; channel < channels; channel++) {
      int start = channel * order.length;
      double offset = bias.values()[channel];
      scales[channel] =
          (float)
              Math.max(
                  largestPair(weights.values(), start, order) / LIMIT,
                  // Of a channel whose weights are next to nothing, the bias decides.
                  Math.max(Math.abs(offset) / inputScale / BIAS_LIMIT, Float.MIN_NORMAL));
      steps[channel] = (int) Math.rint(offset / ((double) inputScale * scales[channel]));
      for (int i = start; i < start + order.length; i++) {
        values[i] = (byte) Math.rint(weights.values()[i] / (double) scales[channel]);
      }
      check(values, start, order);
    }
    return new QuantizedWeights(values, scales, steps);
  }

  /**
   * The place of each weight of a channel, in the order in which the kernel multiplies: by row, by
   * column, by input channel.
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
   * The largest sum of two neighbours, or the largest weight if that stands alone. A step of 1/127
   * of it leaves pairs of 127 at most, and rounding adds at most a half to each of the two.
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

  /** int8 values, in the order of the float weights; the object's own array. */
  byte[] values() {
    return values;
  }

  /** The step of each output channel; the object's own array. */
  float[] scales() {
    return scales;
  }

  /**
   * The bias of each output channel in steps of {@code inputScale * scale}, in which the kernel
   * sums; the object's own array.
   */
  int[] bias() {
    return bias;
  }
}
