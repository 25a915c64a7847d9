package io.github.snaplabel.classify;

import java.util.Arrays;

/**
 * Resizes an image vertically: takes its horizontally resized rows from top to bottom, and adds
 * each to the rows of the result that it contributes to, so that no row needs to be kept.
 *
 * <p>Not thread-safe; used for one image.
 */
final class VerticalPass {
  private final ResampleCoefficients rows;
  private final int width;

  /** {@code [count][3][width]}, fixed-point sums. */
  private final int[] sums;

  private int firstOpen;

  /**
   * @param width of a row, in pixels
   */
  VerticalPass(ResampleCoefficients rows, int width) {
    this.rows = rows;
    this.width = width;
    this.sums = new int[rows.count() * 3 * width];
    Arrays.fill(sums, ResampleCoefficients.HALF);
  }

  /**
   * Adds two adjacent rows; must be called for rows 0 and 1, then 2 and 3, and so on.
   *
   * @param y index of the first row, counted from the first one that is needed
   * @param upper the first row, {@code [3][width]}, each 0..255
   * @param lower the next row; has no effect if {@code y} is the last one that is needed
   */
  void add(int y, int[] upper, int[] lower) {
    while (firstOpen < rows.count() && rows.first(firstOpen) + rows.taps() <= y) {
      firstOpen++;
    }
    for (int i = firstOpen; i < rows.count() && rows.first(i) <= y + 1; i++) {
      accumulate(i * 3 * width, upper, rows.weight(i, y), lower, rows.weight(i, y + 1));
    }
  }

  private void accumulate(
      int position, int[] upper, int upperWeight, int[] lower, int lowerWeight) {
    for (int x = 0; x < 3 * width; x++) {
      sums[position + x] += upper[x] * upperWeight + lower[x] * lowerWeight;
    }
  }

  /** Returns the result after all rows were added: {@code [3][count][width]} unsigned bytes. */
  byte[] planes() {
    int count = rows.count();
    byte[] planes = new byte[sums.length];
    for (int y = 0; y < count; y++) {
      for (int channel = 0; channel < 3; channel++) {
        int from = (y * 3 + channel) * width;
        int to = (channel * count + y) * width;
        for (int x = 0; x < width; x++) {
          planes[to + x] = (byte) (sums[from + x] >>> ResampleCoefficients.FRACTION_BITS);
        }
      }
    }
    return planes;
  }
}
