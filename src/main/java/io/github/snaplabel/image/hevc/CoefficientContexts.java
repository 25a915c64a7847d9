package io.github.snaplabel.image.hevc;

/** Chooses the context variables of {@code sig_coeff_flag} (9.3.4.2.5). */
final class CoefficientContexts {
  /** Coefficients of a sub-block. */
  private static final int SIZE = 16;

  private static final int CHROMA = 27;

  /** {@code ctxIdxMap} (Table 9-50), for transform blocks of side 4. */
  private static final int[] SMALL = {0, 1, 4, 5, 2, 3, 4, 5, 6, 6, 8, 8, 7, 7, 8, 8};

  /** Row of {@link #INCREMENTS} of a transform block of side 4. */
  private static final int SMALL_ROW = 4;

  /** Row of {@link #INCREMENTS} of blocks whose coefficients all have the same context. */
  private static final int SINGLE_ROW = 5;

  private static final int LUMA_SINGLE = 42;
  private static final int CHROMA_SINGLE = 16;

  /**
   * For each row, by {@code y << 2 | x} in the sub-block. The first four rows are chosen by which
   * of the sub-blocks to the right (1) and below (2) have coefficients.
   */
  private static final byte[] INCREMENTS = new byte[6 * SIZE];

  static {
    for (int i = 0; i < SIZE; i++) {
      int x = i & 3;
      int y = i >> 2;
      INCREMENTS[i] = (byte) (x + y == 0 ? 2 : x + y < 3 ? 1 : 0);
      INCREMENTS[SIZE + i] = (byte) Math.max(0, 2 - y);
      INCREMENTS[2 * SIZE + i] = (byte) Math.max(0, 2 - x);
      INCREMENTS[3 * SIZE + i] = 2;
      INCREMENTS[SMALL_ROW * SIZE + i] = (byte) SMALL[i];
    }
  }

  private CoefficientContexts() {}

  /** Returns what to add to {@link #base} for each position, at {@link #row}. */
  static byte[] increments() {
    return INCREMENTS;
  }

  /**
   * Returns where the increments of a sub-block start.
   *
   * @param single whether all coefficients of the transform block have the same context
   * @param neighbors which sub-blocks to the right (1) and below (2) have coefficients
   */
  static int row(int log2Size, boolean single, int neighbors) {
    return SIZE * (single ? SINGLE_ROW : log2Size == 2 ? SMALL_ROW : neighbors);
  }

  /**
   * Returns the context variable that the increments are added to.
   *
   * @param first whether the sub-block contains the DC coefficient
   */
  static int base(int log2Size, boolean single, int component, int scanIdx, boolean first) {
    boolean luma = component == 0;
    int sigCtx;
    if (single) {
      sigCtx = luma ? LUMA_SINGLE : CHROMA_SINGLE;
    } else if (log2Size == 2) {
      sigCtx = 0;
    } else if (luma) {
      sigCtx = (log2Size > 3 ? 21 : scanIdx == ScanOrder.DIAGONAL ? 9 : 15) + (first ? 0 : 3);
    } else {
      sigCtx = log2Size > 3 ? 12 : 9;
    }
    return ContextVariables.SIG_COEFF_FLAG + sigCtx + (luma ? 0 : CHROMA);
  }

  /** Returns the context variable of the DC coefficient. */
  static int dc(boolean single, int component) {
    int sigCtx = !single ? 0 : component == 0 ? LUMA_SINGLE : CHROMA_SINGLE;
    return ContextVariables.SIG_COEFF_FLAG + sigCtx + (component == 0 ? 0 : CHROMA);
  }
}
