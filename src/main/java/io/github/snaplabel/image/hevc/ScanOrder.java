package io.github.snaplabel.image.hevc;

/** The orders in which coefficients and 4x4 sub-blocks are coded (6.5.3 to 6.5.5). */
final class ScanOrder {
  /** Values of {@code scanIdx}. */
  static final int DIAGONAL = 0;

  static final int HORIZONTAL = 1;
  static final int VERTICAL = 2;

  private static final int LARGEST_LOG2 = 3;

  /** By {@code scanIdx} and log2 of the side, then {@code y << log2 | x} of each position. */
  private static final int[][][] POSITIONS = new int[3][LARGEST_LOG2 + 1][];

  /** The inverse of {@link #POSITIONS}. */
  private static final int[][][] INDICES = new int[3][LARGEST_LOG2 + 1][];

  static {
    for (int log2 = 0; log2 <= LARGEST_LOG2; log2++) {
      POSITIONS[DIAGONAL][log2] = upRightDiagonal(log2);
      POSITIONS[HORIZONTAL][log2] = horizontal(log2);
      POSITIONS[VERTICAL][log2] = vertical(log2);
      for (int scan = 0; scan < INDICES.length; scan++) {
        INDICES[scan][log2] = inverse(POSITIONS[scan][log2]);
      }
    }
  }

  private ScanOrder() {}

  /** Returns {@code y << log2 | x} of each position, along diagonals from bottom left up. */
  private static int[] upRightDiagonal(int log2) {
    int side = 1 << log2;
    int[] positions = new int[side * side];
    int count = 0;
    for (int diagonal = 0; diagonal < 2 * side - 1; diagonal++) {
      for (int y = Math.min(diagonal, side - 1); y >= 0 && diagonal - y < side; y--) {
        positions[count++] = y << log2 | diagonal - y;
      }
    }
    return positions;
  }

  private static int[] horizontal(int log2) {
    int[] positions = new int[1 << (log2 * 2)];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i;
    }
    return positions;
  }

  private static int[] vertical(int log2) {
    int[] positions = new int[1 << (log2 * 2)];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = (i & (1 << log2) - 1) << log2 | i >> log2;
    }
    return positions;
  }

  private static int[] inverse(int[] positions) {
    int[] indices = new int[positions.length];
    for (int i = 0; i < positions.length; i++) {
      indices[positions[i]] = i;
    }
    return indices;
  }

  /**
   * Returns {@code y << log2 | x} of each position. The array is shared and must not be changed.
   *
   * @param log2 of the side, 0 to 3
   */
  static int[] positions(int scanIdx, int log2) {
    return POSITIONS[scanIdx][log2];
  }

  /** Returns the index of each {@code y << log2 | x}; shared as well. */
  static int[] indices(int scanIdx, int log2) {
    return INDICES[scanIdx][log2];
  }
}
