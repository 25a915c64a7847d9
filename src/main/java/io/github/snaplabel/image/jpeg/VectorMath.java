package io.github.snaplabel.image.jpeg;

/**
 * Loops over whole arrays, so that the JVM's compiler makes vector instructions of them. It does so
 * only where a loop is short, all arrays in it are indexed alike, and none is found in another
 * array; hence the many parameters.
 */
final class VectorMath {
  private VectorMath() {}

  /** The rounded product with a factor, without its last {@code shift} bits. */
  static void product(int[] lanes, int factor, int shift, int[] result) {
    int half = 1 << (shift - 1);
    for (int i = 0; i < result.length; i++) {
      result[i] = (lanes[i] * factor + half) >> shift;
    }
  }

  /**
   * The rounded sum of products, without its last {@code shift} bits.
   *
   * @param terms five or seven
   * @param factors one for each
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

  /** From what is 0 in the middle to 0..255, cut off there. */
  static void toBytes(int[] lanes) {
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = Math.max(0, Math.min(255, lanes[i] + 128));
    }
  }
}
