package io.github.snaplabel.image.jpeg;

/**
 * Inverse discrete cosine transform (ITU-T T.81, A.3.3) of many blocks side by side, to 1, 2 or 4
 * samples in each direction instead of 8: each is the mean of the samples that it stands for. The
 * results equal those of libjpeg-turbo, so the coefficients that libjpeg-turbo ignores are ignored
 * here as well.
 *
 * <p>Each array holds the same coefficient, or the same sample, of all blocks, so that the loops
 * are plain sums of products of arrays, which the JIT compiler vectorizes.
 *
 * <p>Not thread-safe.
 */
final class ScaledIdct {
  static final int BLOCK_COEFFICIENTS = 64;

  /** The zigzag index of each coefficient of a block, row by row (T.81, figure A.6). */
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

  /** The frequencies that are used for each size. */
  private static final int[] FREQUENCIES_OF_ONE = {0};

  private static final int[] FREQUENCIES_OF_TWO = {0, 1, 3, 5, 7};
  private static final int[] FREQUENCIES_OF_FOUR = {0, 1, 2, 3, 5, 6, 7};

  /**
   * The weight of each frequency in the samples of the first half: means of cosines, in units of
   * 2^-15 for two samples and of 2^-14 for four, rounded as in libjpeg-turbo. The second half is
   * the mirror image, in which odd frequencies have the opposite sign.
   */
  private static final int[][] WEIGHTS_OF_TWO = {{1 << 15, 29692, -10426, 6967, -5906}};

  private static final int[][] WEIGHTS_OF_FOUR = {
    {1 << 14, 20995, 15137, 7373, -4926, -6270, -4176},
    {1 << 14, 8697, -15137, -17799, 11893, 6270, -1730},
  };

  /**
   * How much further the second pass shifts: the first one keeps 2 bits of fraction; the second
   * keeps none, removes those 2, and divides by 2^3.
   */
  private static final int SECOND_PASS_BITS = 7;

  /** The DC coefficient is 2^3 times the mean. */
  private static final int MEAN_BITS = 3;

  /** Libjpeg-turbo keeps so many bits of a mean, even if that changes its sign. */
  private static final int MEAN_RANGE_BITS = 10;

  /** No AC coefficient is larger: {@link HuffmanLookup} reads at most 10 bits. */
  private static final int LARGEST_AC = 1023;

  private final int size;
  private final int[] frequencies;
  private final int[] usedCoefficients;
  private final int[][] weights;
  private final int shift;

  /** The result of the first pass, over columns: {@code [size * frequencies][block]}. */
  private final int[][] columns;

  /**
   * @param size samples in each direction: 1, 2 or 4
   * @param blocks side by side
   */
  ScaledIdct(int size, int blocks) {
    this.size = size;
    this.frequencies =
        size == 1 ? FREQUENCIES_OF_ONE : size == 2 ? FREQUENCIES_OF_TWO : FREQUENCIES_OF_FOUR;
    this.usedCoefficients = usedCoefficients(frequencies);
    this.weights = size == 2 ? WEIGHTS_OF_TWO : WEIGHTS_OF_FOUR;
    this.shift = size == 2 ? 13 : 12;
    this.columns = new int[size * frequencies.length][blocks];
  }

  int size() {
    return size;
  }

  /** Returns the zigzag indices of the coefficients that the transform uses. */
  int[] usedCoefficients() {
    return usedCoefficients;
  }

  private static int[] usedCoefficients(int[] frequencies) {
    int[] indices = new int[frequencies.length * frequencies.length];
    int i = 0;
    for (int row : frequencies) {
      for (int column : frequencies) {
        indices[i++] = ZIGZAG[row][column];
      }
    }
    return indices;
  }

  /**
   * Transforms all blocks.
   *
   * @param coefficients {@code [zigzag index][block]}
   * @param samples receives the result, {@code [size * size][block]}, centered on 0
   * @return false if a number exceeds 16 bits, which no encoder causes: libjpeg-turbo computes with
   *     16 bits, which then overflow in different ways on different processors
   */
  boolean transform(int[][] coefficients, QuantizationTable quantization, int[][] samples) {
    if (size == 1) {
      VectorMath.product(coefficients[0], quantization.factor(0), MEAN_BITS, samples[0]);
      VectorMath.wrap(samples[0], MEAN_RANGE_BITS);
      return true;
    }
    boolean inRange = isInRange(coefficients, quantization);
    int count = frequencies.length;
    int[][] terms = new int[count][];
    int[] factors = new int[count];
    for (int i = 0; i < count; i++) {
      for (int y = 0; y < size; y++) {
        for (int j = 0; j < count; j++) {
          int zigzagIndex = ZIGZAG[frequencies[j]][frequencies[i]];
          terms[j] = coefficients[zigzagIndex];
          factors[j] = weight(y, j) * quantization.factor(zigzagIndex);
        }
        VectorMath.sum(terms, factors, shift, columns[y * count + i]);
        inRange &= VectorMath.largestMagnitude(columns[y * count + i]) <= Short.MAX_VALUE;
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
    return inRange;
  }

  /** Returns whether the dequantized coefficients have 16 bits. */
  private boolean isInRange(int[][] coefficients, QuantizationTable quantization) {
    for (int zigzagIndex : usedCoefficients) {
      int factor = quantization.factor(zigzagIndex);
      if ((zigzagIndex == 0 || factor * LARGEST_AC > Short.MAX_VALUE)
          && factor * VectorMath.largestMagnitude(coefficients[zigzagIndex]) > Short.MAX_VALUE) {
        return false;
      }
    }
    return true;
  }

  private int weight(int sample, int frequency) {
    if (sample < size / 2) {
      return weights[sample][frequency];
    }
    int mirrored = weights[size - 1 - sample][frequency];
    return frequencies[frequency] % 2 == 0 ? mirrored : -mirrored;
  }
}
