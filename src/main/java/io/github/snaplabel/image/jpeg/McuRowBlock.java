package io.github.snaplabel.image.jpeg;

import java.util.Arrays;

/**
 * One block of an MCU, for all MCUs of a row side by side: each array holds one coefficient, or one
 * sample, of every MCU.
 *
 * <p>Not thread-safe.
 */
final class McuRowBlock {
  /** More than a block has: catches writes of unused coefficients and of damaged data. */
  private static final int COEFFICIENT_ARRAYS = 256;

  private final int component;
  private final QuantizationTable quantization;
  private final ScaledIdct idct;
  private final int[] usedCoefficients;
  private final int[][] coefficients = new int[COEFFICIENT_ARRAYS][];
  private final int[][] samples;

  /**
   * @param component index in the scan
   * @param mcus in a row
   */
  McuRowBlock(int component, QuantizationTable quantization, ScaledIdct idct, int mcus) {
    this.component = component;
    this.quantization = quantization;
    this.idct = idct;
    this.usedCoefficients = idct.usedCoefficients();
    this.samples = new int[idct.size() * idct.size()][mcus];
    Arrays.fill(coefficients, new int[mcus]);
    for (int zigzagIndex : usedCoefficients) {
      coefficients[zigzagIndex] = new int[mcus];
    }
  }

  int component() {
    return component;
  }

  /** Returns the coefficients, {@code [zigzag index][MCU]}. */
  int[][] coefficients() {
    return coefficients;
  }

  /** Returns the zigzag indices of the coefficients that the samples depend on. */
  int[] usedCoefficients() {
    return usedCoefficients;
  }

  /** Sets all coefficients to zero. */
  void clear() {
    for (int zigzagIndex : usedCoefficients) {
      Arrays.fill(coefficients[zigzagIndex], 0);
    }
  }

  /**
   * Computes the samples from the coefficients.
   *
   * @return false if some coefficients are larger than those of any image: see {@link
   *     ScaledIdct#transform}
   */
  boolean transform() {
    boolean inRange = idct.transform(coefficients, quantization, samples);
    for (int[] values : samples) {
      VectorMath.toUnsignedBytes(values);
    }
    return inRange;
  }

  /** Returns one sample, 0..255, of the scaled block in each MCU. */
  int[] samples(int x, int y) {
    return samples[y * idct.size() + x];
  }
}
