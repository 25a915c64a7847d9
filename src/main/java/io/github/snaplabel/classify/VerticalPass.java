package io.github.snaplabel.classify;

import java.util.Arrays;

/**
 * Resizes the columns of a picture: takes its rows from top to bottom, already resized in their
 * length, and adds each to the rows of the result that it touches, so that no row is kept.
 *
 * <p>For one thread and one picture.
 */
final class VerticalPass {
  private final ResampleCoefficients rows;
  private final int width;

  /** {@code [count][3][width]}, fixed-point sums. */
  private final int[] sums;

  private int firstOpen;

  /**
   * @param width pixels of a row
   */
  VerticalPass(ResampleCoefficients rows, int width) {
    this.rows = rows;
    this.width = width;
    this.sums = new int[rows.count() * 3 * width];
    Arrays.fill(sums, ResampleCoefficients.HALF);
  }

  /**
   * Adds two neighbouring rows; must be called for the rows 0 and 1, then 2 and 3, and so on.
   *
   * @param y the first row's place, counted from the first that is needed
   * @param upper that row, {@code [3][width]}, each 0..255
   * @param lower the next row; of no consequence if {@code y} is the last that is needed
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

  /** The result once all rows are added: {@code [3][count][width]} unsigned bytes. */
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
