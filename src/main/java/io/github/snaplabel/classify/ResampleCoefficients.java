package io.github.snaplabel.classify;

/**
 * How the samples of one axis of a picture are mixed into the samples of a stretch of the resized
 * axis: target {@code i} is the sum of source {@code start() + first(i) + k} times weight {@code k}
 * over {@code k} in {@code 0..taps()-1}.
 *
 * <p>The rule is that of Pillow's {@code Resample.c} for 8-bit pictures and the bilinear (triangle)
 * filter, which widens with the scale when shrinking (antialiasing): weights are computed and
 * normalised as doubles, then rounded to {@value #FRACTION_BITS} bits of fraction. None is
 * negative, and they add up to 1 but for that rounding. So a mix of bytes is a byte (with up to
 * 16,000 weights; a picture of 100 megapixels has 80): it needs no clipping, and no more than 31
 * bits before the fraction is shifted away. Where the size does not change, the only weight is 1
 * and the mix changes nothing, so that no case is made of it.
 *
 * <p>Every target has the same number of taps, so that loops run evenly; the weights that it does
 * not need are zero, and may lie beyond the last source sample. Immutable.
 */
final class ResampleCoefficients {
  /** Bits of fraction in a weight: 2^22 is 1. */
  static final int FRACTION_BITS = 22;

  /** One half; added before the fraction is shifted away, it makes that a rounding. */
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
   * @param sourceSize samples of the source axis
   * @param targetSize samples of the whole resized axis
   * @param offset first sample of the resized axis that is wanted
   * @param count how many samples from there on are wanted, at least one
   */
  static ResampleCoefficients of(int sourceSize, long targetSize, long offset, int count) {
    double scale = (double) sourceSize / targetSize;
    double support = Math.max(scale, 1.0);
    int[] begin = new int[count];
    int[] end = new int[count];
    int taps = 0;
    for (int i = 0; i < count; i++) {
      double centre = (offset + i + 0.5) * scale;
      begin[i] = Math.max((int) (centre - support + 0.5), 0);
      end[i] = Math.min((int) (centre + support + 0.5), sourceSize);
      taps = Math.max(taps, end[i] - begin[i]);
    }

    int start = begin[0];
    int[] first = new int[count];
    long[] weights = new long[count * taps];
    for (int i = 0; i < count; i++) {
      double centre = (offset + i + 0.5) * scale;
      first[i] = begin[i] - start;
      fill(weights, i * taps, triangle(begin[i], end[i], centre, support));
    }
    return new ResampleCoefficients(start, end[count - 1] - start, taps, first, weights);
  }

  /** The filter's heights at the middles of the source samples {@code begin..end-1}. */
  private static double[] triangle(int begin, int end, double centre, double support) {
    // Pillow multiplies by the reciprocal; a division may differ in the last bit.
    double perSample = 1.0 / support;
    double[] heights = new double[end - begin];
    for (int k = 0; k < heights.length; k++) {
      double distance = Math.abs((k + begin - centre + 0.5) * perSample);
      heights[k] = Math.max(1.0 - distance, 0.0);
    }
    return heights;
  }

  /** Puts the heights, divided by their sum, as fixed-point weights at {@code position}. */
  private static void fill(long[] weights, int position, double[] heights) {
    double sum = 0;
    for (double height : heights) {
      sum += height;
    }
    for (int k = 0; k < heights.length; k++) {
      weights[position + k] = (long) (heights[k] / sum * (1 << FRACTION_BITS) + 0.5);
    }
  }

  /** The first source sample that is needed. */
  int start() {
    return start;
  }

  /** How many source samples, from {@link #start()} on, are needed. */
  int length() {
    return length;
  }

  /** How many targets there are. */
  int count() {
    return first.length;
  }

  /** Weights for each target. */
  int taps() {
    return taps;
  }

  /** Source samples from {@link #start()} on that are touched, those of weight zero among them. */
  int paddedLength() {
    return first[first.length - 1] + taps;
  }

  /** The first source sample of a target, counted from {@link #start()}. */
  int first(int target) {
    return first[target];
  }

  /** All weights, {@code [count][taps]}; not to be changed. */
  long[] weights() {
    return weights;
  }

  /**
   * The weight of a source sample, counted from {@link #start()}, in a target; 0 if it has none.
   */
  int weight(int target, int source) {
    int tap = source - first[target];
    return tap >= 0 && tap < taps ? (int) weights[target * taps + tap] : 0;
  }
}
