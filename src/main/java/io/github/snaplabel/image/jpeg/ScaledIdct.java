package io.github.snaplabel.image.jpeg;

/**
 * The inverse cosine transform (ITU-T T.81, A.3.3) of many blocks side by side, to 1, 2 or 4
 * samples a side instead of 8: each is the mean of the samples in its place. It gives what
 * libjpeg-turbo gives, bit for bit, and so leaves out the coefficients that libjpeg-turbo does.
 *
 * <p>It works on lanes: an array holds the same coefficient, or sample, of all blocks. So all loops
 * are plain sums of products of arrays, which the JVM's compiler turns into vector instructions.
 *
 * <p>For one thread.
 */
final class ScaledIdct {
  /** Coefficients of a block. */
  static final int BLOCK = 64;

  /** Where a row of the block finds its coefficients in zigzag order (T.81, figure A.6). */
  private static final int[][] ZIGZAG = {
    {0, 1, 5, 6, 14, 15, 27, 28},
    {2, 4, 7, 13, 16, 26, 29, 42},
    {3, 8, 12, 17, 25, 30, 41, 43},
    {9, 11, 18, 24, 31, 40, 44, 53},
    {10, 19, 23, 32, 39, 45, 52, 54},
    {20, 22, 33, 38, 46, 51, 55, 60},
    {21, 34, 37, 47, 50, 56, 59, 61},
    {35, 36, 48, 49, 57, 58, 62, 63},
  };

  /** Frequencies that are read, for each size. */
  private static final int[] ONE = {0};

  private static final int[] TWO = {0, 1, 3, 5, 7};
  private static final int[] FOUR = {0, 1, 2, 3, 5, 6, 7};

  /**
   * How much each frequency adds to the samples of the first half: means of cosines, in fractions
   * of 2^15 for two samples and of 2^14 for four, rounded as in libjpeg-turbo. The other half is
   * the mirror image, in which odd frequencies count with the other sign.
   */
  private static final int[][] WEIGHTS_OF_TWO = {{1 << 15, 29692, -10426, 6967, -5906}};

  private static final int[][] WEIGHTS_OF_FOUR = {
    {1 << 14, 20995, 15137, 7373, -4926, -6270, -4176},
    {1 << 14, 8697, -15137, -17799, 11893, 6270, -1730},
  };

  /** Two bits of a fraction stay between the passes; the second has these and 8 to take away. */
  private static final int SECOND_PASS_BITS = 7;

  /** The first coefficient is eight times the mean. */
  private static final int MEAN_BITS = 3;

  private final int size;
  private final int[] frequencies;
  private final int[][] weights;
  private final int shift;

  /** The columns, transformed: row by row. */
  private final int[][] columns;

  /**
   * @param size samples a side: 1, 2 or 4
   * @param lanes blocks side by side
   */
  ScaledIdct(int size, int lanes) {
    this.size = size;
    this.frequencies = size == 1 ? ONE : size == 2 ? TWO : FOUR;
    this.weights = size == 2 ? WEIGHTS_OF_TWO : WEIGHTS_OF_FOUR;
    this.shift = size == 2 ? 13 : 12;
    this.columns = new int[size * frequencies.length][lanes];
  }

  int size() {
    return size;
  }

  /** The places in zigzag order of the coefficients that are read. */
  int[] places() {
    int[] places = new int[frequencies.length * frequencies.length];
    int i = 0;
    for (int row : frequencies) {
      for (int column : frequencies) {
        places[i++] = ZIGZAG[row][column];
      }
    }
    return places;
  }

  /**
   * Transforms the blocks.
   *
   * @param coefficients in zigzag order
   * @param samples row by row; each 0 if it is neither bright nor dark
   */
  void transform(int[][] coefficients, QuantizationTable quantization, int[][] samples) {
    if (size == 1) {
      VectorMath.product(coefficients[0], quantization.step(0), MEAN_BITS, samples[0]);
      return;
    }
    int count = frequencies.length;
    int[][] terms = new int[count][];
    int[] factors = new int[count];
    for (int i = 0; i < count; i++) {
      for (int y = 0; y < size; y++) {
        for (int j = 0; j < count; j++) {
          int place = ZIGZAG[frequencies[j]][frequencies[i]];
          terms[j] = coefficients[place];
          factors[j] = weight(y, j) * quantization.step(place);
        }
        VectorMath.sum(terms, factors, shift, columns[y * count + i]);
      }
    }
    for (int y = 0; y < size; y++) {
      System.arraycopy(columns, y * count, terms, 0, count);
      for (int x = 0; x < size; x++) {
        for (int j = 0; j < count; j++) {
          factors[j] = weight(x, j);
        }
        VectorMath.sum(terms, factors, shift + SECOND_PASS_BITS, samples[y * size + x]);
      }
    }
  }

  private int weight(int sample, int frequency) {
    if (sample < size / 2) {
      return weights[sample][frequency];
    }
    int mirrored = weights[size - 1 - sample][frequency];
    return frequencies[frequency] % 2 == 0 ? mirrored : -mirrored;
  }
}
