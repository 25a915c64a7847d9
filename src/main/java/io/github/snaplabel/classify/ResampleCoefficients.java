package io.github.snaplabel.classify;

/**
 * The weights that resize one axis of an image, for a range of the resized axis: target {@code i}
 * is the sum of source {@code start() + first(i) + k} times weight {@code k} over {@code k} in
 * {@code 0..taps()-1}.
 *
 * <p>They equal those of Pillow's {@code Resample.c} for 8-bit images and the bilinear (triangle)
 * filter, whose support grows with the scale when shrinking (antialiasing): weights are computed
 * and normalized as doubles, then rounded to {@value #FRACTION_BITS} bits of fraction. None is
 * negative, and except for that rounding they add up to 1. A weighted sum of bytes therefore needs
 * no clipping (with up to 16,000 weights; an image of 100 megapixels has 80), and at most 31 bits
 * before the fraction is shifted out. An unchanged size needs no special case: its only weight is
 * 1.
 *
 * <p>Every target has the same number of taps, so that loops have a fixed length. Unused weights
 * are zero, and may be beyond the last source sample. Immutable.
 */
final class ResampleCoefficients {
  /** Fraction bits of a weight: 2^22 represents 1. */
  static final int FRACTION_BITS = 22;

  /** One half: added before the fraction is shifted out, so that the result is rounded. */
  static final int HALF = 1 << (FRACTION_BITS - 1);

  private final int start;
  private final int length;
  private final int taps;
  private final int[] first;
  private final long[] weights;

  private ResampleCoefficients(int start, int length, int taps, int[] first, long[] weights) {
    this.start = start;
    this.length = length;
    this.taps = taps;
    this.first = first;
    this.weights = weights;
  }

  /**
   * Computes the weights.
   *
   * @param sourceSize samples of the source axis
   * @param targetSize samples of the whole resized axis
   * @param offset of the range in the resized axis
   * @param count samples of the range, at least one
   */
  static ResampleCoefficients of(int sourceSize, long targetSize, long offset, int count) {
    double scale = (double) sourceSize / targetSize;
    double support = Math.max(scale, 1.0);
    int[] begin = new int[count];
    int[] end = new int[count];
    int taps = 0;
    for (int i = 0; i < count; i++) {
      double center = (offset + i + 0.5) * scale;
      begin[i] = Math.max((int) (center - support + 0.5), 0);
      end[i] = Math.min((int) (center + support + 0.5), sourceSize);
      taps = Math.max(taps, end[i] - begin[i]);
    }

    int start = begin[0];
    int[] first = new int[count];
    long[] weights = new long[count * taps];
    for (int i = 0; i < count; i++) {
      double center = (offset + i + 0.5) * scale;
      first[i] = begin[i] - start;
      fill(weights, i * taps, triangle(begin[i], end[i], center, support));
    }
    return new ResampleCoefficients(start, end[count - 1] - start, taps, first, weights);
  }

  /** Returns the height of the filter at the center of each source sample {@code begin..end-1}. */
  private static double[] triangle(int begin, int end, double center, double support) {
    // Multiplies by the reciprocal like Pillow: a division may differ in the last bit.
    double perSample = 1.0 / support;
    double[] heights = new double[end - begin];
    for (int k = 0; k < heights.length; k++) {
      double distance = Math.abs((k + begin - center + 0.5) * perSample);
      heights[k] = Math.max(1.0 - distance, 0.0);
    }
    return heights;
  }

  /** Writes the heights, divided by their sum, as fixed-point weights to {@code position}. */
  private static void fill(long[] weights, int position, double[] heights) {
    double sum = 0;
    for (double height : heights) {
      sum += height;
    }
    for (int k = 0; k < heights.length; k++) {
      weights[position + k] = (long) (heights[k] / sum * (1 << FRACTION_BITS) + 0.5);
    }
  }

  /** Returns the first source sample that is needed. */
  int start() {
    return start;
  }

  /** Returns the number of source samples that are needed, from {@link #start()} on. */
  int length() {
    return length;
  }

  /** Returns the number of targets. */
  int count() {
    return first.length;
  }

  /** Returns the number of weights per target. */
  int taps() {
    return taps;
  }

  /** Returns the number of source samples from {@link #start()} on, including unused weights. */
  int paddedLength() {
    return first[first.length - 1] + taps;
  }

  /** Returns the first source sample of a target, counted from {@link #start()}. */
  int first(int target) {
    return first[target];
  }

  /** Returns all weights, {@code [count][taps]}; not to be modified. */
  long[] weights() {
    return weights;
  }

  /** Returns the weight of a source sample, counted from {@link #start()}; 0 if it has none. */
  int weight(int target, int source) {
    int tap = source - first[target];
    return tap >= 0 && tap < taps ? (int) weights[target * taps + tap] : 0;
  }
}
