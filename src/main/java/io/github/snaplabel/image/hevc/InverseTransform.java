package io.github.snaplabel.image.hevc;

import java.util.Arrays;

/**
 * The inverse transforms (8.6.4.2): DCT for blocks of side 4 to 32, DST for luma blocks of side 4.
 *
 * <p>Not thread-safe.
 */
final class InverseTransform {
  private static final int MAX_LOG2 = 5;
  private static final int MAX_SIDE = 1 << MAX_LOG2;
  private static final int FIRST_SHIFT = 7;

  /** The first column of the matrix of side 32, from which all of it follows by symmetry. */
  private static final int[] COSINES = {
    64, 90, 90, 90, 89, 88, 87, 85, 83, 82, 80, 78, 75, 73, 70, 67, 64, 61, 57, 54, 50, 46, 43, 38,
    36, 31, 25, 22, 18, 13, 9, 4, 0
  };

  /** {@code transMatrix}, the left half of each row (8.6.4.2). */
  private static final int[] MATRIX = new int[MAX_SIDE * MAX_SIDE / 2];

  static {
    for (int row = 0; row < MAX_SIDE; row++) {
      for (int column = 0; column < MAX_SIDE / 2; column++) {
        MATRIX[row * MAX_SIDE / 2 + column] = cosine(row * (2 * column + 1) % (4 * MAX_SIDE));
      }
    }
  }

  private final int[] intermediate = new int[MAX_SIDE * MAX_SIDE];
  private final int[] input = new int[MAX_SIDE];
  private final int[] odd = new int[MAX_SIDE];
  private final int[] output = new int[MAX_SIDE];

  /** Returns the scaled and rounded cosine of an angle in units of 1/128 turn. */
  private static int cosine(int angle) {
    int folded = angle > 2 * MAX_SIDE ? 4 * MAX_SIDE - angle : angle;
    return folded > MAX_SIDE ? -COSINES[2 * MAX_SIDE - folded] : COSINES[folded];
  }

  /**
   * Transforms a block by the DCT.
   *
   * @param coefficients row by row
   * @param columns number of columns that may have coefficients
   * @param rows number of rows that may have coefficients
   * @param shift {@code bdShift}: right shift of the result, in bits
   * @param residuals receives the result, row by row
   */
  void dct(int[] coefficients, int log2Size, int columns, int rows, int shift, int[] residuals) {
    int size = 1 << log2Size;
    Arrays.fill(input, 0);
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        input[row] = coefficients[row << log2Size | column];
      }
      transform(rows, log2Size);
      for (int row = 0; row < size; row++) {
        intermediate[row << log2Size | column] = clip16((output[row] + 64) >> FIRST_SHIFT);
      }
    }
    Arrays.fill(input, 0);
    int rounding = 1 << (shift - 1);
    for (int from = 0; from < size * size; from += size) {
      System.arraycopy(intermediate, from, input, 0, columns);
      transform(columns, log2Size);
      for (int column = 0; column < size; column++) {
        residuals[from + column] = (output[column] + rounding) >> shift;
      }
    }
  }

  /** Transforms a block whose only coefficient is the first one (DC) by the DCT. */
  static void dc(int coefficient, int log2Size, int shift, int[] residuals) {
    int dc = clip16((64 * coefficient + 64) >> FIRST_SHIFT);
    Arrays.fill(residuals, 0, 1 << (log2Size * 2), (64 * dc + (1 << (shift - 1))) >> shift);
  }

  /**
   * Transforms {@link #input} into {@link #output}.
   *
   * @param count number of values that may be other than zero
   */
  private void transform(int count, int log2Size) {
    switch (log2Size) {
      case 2 -> even4(input[0], input[1], input[2], input[3]);
      case 3 -> transform8();
      default -> transformLarge(count, log2Size);
    }
  }

  private void even4(int a, int b, int c, int d) {
    int even0 = 64 * (a + c);
    int even1 = 64 * (a - c);
    int odd0 = 83 * b + 36 * d;
    int odd1 = 36 * b - 83 * d;
    output[0] = even0 + odd0;
    output[1] = even1 + odd1;
    output[2] = even1 - odd1;
    output[3] = even0 - odd0;
  }

  private void transform8() {
    even4(input[0], input[2], input[4], input[6]);
    int a = input[1];
    int b = input[3];
    int c = input[5];
    int d = input[7];
    combine(0, 89 * a + 75 * b + 50 * c + 18 * d);
    combine(1, 75 * a - 18 * b - 89 * c - 50 * d);
    combine(2, 50 * a - 89 * b + 18 * c + 75 * d);
    combine(3, 18 * a - 50 * b + 75 * c - 89 * d);
  }

  private void combine(int index, int odd) {
    output[7 - index] = output[index] - odd;
    output[index] += odd;
  }

  /**
   * Transforms 16 or 32 values, many of which are zero, by even-odd decomposition.
   *
   * <p>The coefficients of even index are those of a transform of half the size. What the others
   * contribute to the left half of the output, they contribute to the right half mirrored and
   * negated. So their contributions are first summed up for each size 2, 4, ... ({@code odd} from
   * half the size on), and then the output of each size is computed from that of half the size.
   */
  private void transformLarge(int count, int log2Size) {
    int[] odd = this.odd;
    int[] output = this.output;
    int size = 1 << log2Size;
    Arrays.fill(odd, 0, size, 0);
    for (int i = 1; i < count; i++) {
      int value = input[i];
      if (value != 0) {
        int half = size >> (1 + Integer.numberOfTrailingZeros(i));
        int row = i << (MAX_LOG2 - log2Size + MAX_LOG2 - 1);
        for (int j = 0; j < half; j++) {
          odd[half + j] += value * MATRIX[row + j];
        }
      }
    }
    int dc = 64 * input[0];
    output[0] = dc + odd[1];
    output[1] = dc - odd[1];
    for (int half = 2; half < size; half *= 2) {
      for (int j = 0; j < half; j++) {
        int even = output[j];
        output[2 * half - 1 - j] = even - odd[half + j];
        output[j] = even + odd[half + j];
      }
    }
  }

  /** Transforms a block of side 4 by the DST. */
  void dst(int[] coefficients, int shift, int[] residuals) {
    for (int i = 0; i < 4; i++) {
      dst(
          coefficients[i],
          coefficients[4 + i],
          coefficients[8 + i],
          coefficients[12 + i],
          FIRST_SHIFT);
      for (int row = 0; row < 4; row++) {
        intermediate[row << 2 | i] = clip16(output[row]);
      }
    }
    for (int from = 0; from < 16; from += 4) {
      dst(
          intermediate[from],
          intermediate[from + 1],
          intermediate[from + 2],
          intermediate[from + 3],
          shift);
      System.arraycopy(output, 0, residuals, from, 4);
    }
  }

  private void dst(int a, int b, int c, int d, int shift) {
    int rounding = 1 << (shift - 1);
    output[0] = (29 * a + 74 * b + 84 * c + 55 * d + rounding) >> shift;
    output[1] = (55 * a + 74 * b - 29 * c - 84 * d + rounding) >> shift;
    output[2] = (74 * a - 74 * c + 74 * d + rounding) >> shift;
    output[3] = (84 * a - 74 * b + 55 * c - 29 * d + rounding) >> shift;
  }

  private static int clip16(int value) {
    return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
