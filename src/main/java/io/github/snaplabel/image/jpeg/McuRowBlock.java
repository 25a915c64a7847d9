package io.github.snaplabel.image.jpeg;

import java.util.Arrays;

/**
 * One block of a unit (MCU), for all units of a row side by side.
 *
 * <p>For one thread.
 */
final class McuRowBlock {
  /** More places than a block has: there go what is not read, and what damaged data put there. */
  private static final int PLACES = 256;

  private final int component;
  private final QuantizationTable quantization;
  private final ScaledIdct idct;
  private final int[] places;
  private final int[][] coefficients = new int[PLACES][];
  private final int[][] samples;

  /**
   * @param component its number
   * @param units in a row
   */
  McuRowBlock(int component, QuantizationTable quantization, ScaledIdct idct, int units) {
    this.component = component;
    this.quantization = quantization;
    this.idct = idct;
    this.places = idct.places();
    this.samples = new int[idct.size() * idct.size()][units];
    Arrays.fill(coefficients, new int[units]);
    for (int place : places) {
      coefficients[place] = new int[units];
    }
  }

  int component() {
    return component;
  }

  /** By their places in zigzag order, and in each array by the unit. */
  int[][] coefficients() {
    return coefficients;
  }

  /** Sets all coefficients to zero. */
  void clear() {
    for (int place : places) {
      Arrays.fill(coefficients[place], 0);
    }
  }

  /** Makes samples of the coefficients. */
  void transform() {
    idct.transform(coefficients, quantization, samples);
    for (int[] lanes : samples) {
      VectorMath.toBytes(lanes);
    }
  }

  /** The samples, 0..255, of one place in the block. */
  int[] samples(int x, int y) {
    return samples[y * idct.size() + x];
  }
}
