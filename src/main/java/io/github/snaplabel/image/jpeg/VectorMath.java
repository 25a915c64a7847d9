package io.github.snaplabel.image.jpeg;

/**
 * Arithmetic on whole arrays, in loops that the JIT compiler vectorizes. It does so only if a loop
 * is short, all its arrays are accessed at the same index, and none is an element of another array;
 * hence the many parameters.
 */
final class VectorMath {
  private VectorMath() {}

  /** Multiplies by a factor, then shifts right by {@code shift} bits with rounding. */
  static void product(int[] values, int factor, int shift, int[] result) {
    int half = 1 << (shift - 1);
    for (int i = 0; i < result.length; i++) {
      result[i] = (values[i] * factor + half) >> shift;
    }
  }

  /**
   * Adds up products, then shifts right by {@code shift} bits with rounding.
   *
   * @param terms five or seven arrays
   * @param factors one for each term
   */
  static void sum(int[][] terms, int[] factors, int shift, int[] result) {
    if (terms.length == 5) {
      sum(
          terms[0],
          factors[0],
          terms[1],
          factors[1],
          terms[2],
          factors[2],
          terms[3],
          factors[3],
          terms[4],
          factors[4],
          shift,
          result);
    } else {
      sum(
          terms[0],
          factors[0],
          terms[1],
          factors[1],
          terms[2],
          factors[2],
          terms[3],
          factors[3],
          terms[4],
          factors[4],
          terms[5],
          factors[5],
          terms[6],
          factors[6],
          shift,
          result);
    }
  }

  private static void sum(
      int[] a,
      int fa,
      int[] b,
      int fb,
      int[] c,
      int fc,
      int[] d,
      int fd,
      int[] e,
      int fe,
      int shift,
      int[] result) {
    int half = 1 << (shift - 1);
    for (int i = 0; i < result.length; i++) {
      int sum = a[i] * fa + b[i] * fb + c[i] * fc + d[i] * fd + e[i] * fe;
      result[i] = (sum + half) >> shift;
    }
  }

  private static void sum(
      int[] a,
      int fa,
      int[] b,
      int fb,
      int[] c,
      int fc,
      int[] d,
      int fd,
      int[] e,
      int fe,
      int[] f,
      int ff,
      int[] g,
      int fg,
      int shift,
      int[] result) {
    int half = 1 << (shift - 1);
    for (int i = 0; i < result.length; i++) {
      int sum = a[i] * fa + b[i] * fb + c[i] * fc + d[i] * fd + e[i] * fe + f[i] * ff + g[i] * fg;
      result[i] = (sum + half) >> shift;
    }
  }

  /** Returns the largest absolute value. */
  static int largestMagnitude(int[] values) {
    int largest = 0;
    for (int i = 0; i < values.length; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  /** Keeps the lowest {@code bits} bits, as a signed number. */
  static void wrap(int[] values, int bits) {
    int shift = Integer.SIZE - bits;
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] << shift >> shift;
    }
  }

  /** Adds 128 and clamps to 0..255. */
  static void toUnsignedBytes(int[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, Math.min(255, values[i] + 128));
    }
  }
}
