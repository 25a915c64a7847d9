package io.github.snaplabel.image.hevc;

/**
 * The coding unit that is being decoded. One object serves all units.
 *
 * <p>Not thread-safe.
 */
final class CodingUnit {
  private static final int PARTS = 4;

  int x;
  int y;
  int log2Size;

  /** {@code cu_transquant_bypass_flag}. */
  boolean lossless;

  /** Whether the unit has four prediction blocks, {@code PART_NxN}. */
  boolean split;

  /** {@code IntraPredModeY} of each prediction block; only the first if not split. */
  final int[] lumaModes = new int[PARTS];

  /** {@code IntraPredModeC}; more than the first only in split units of 4:4:4. */
  final int[] chromaModes = new int[PARTS];

  /** Whether the chroma mode is that of luma, {@code intra_chroma_pred_mode} 4. */
  final boolean[] chromaModeDerived = new boolean[PARTS];

  void moveTo(int x, int y, int log2Size) {
    this.x = x;
    this.y = y;
    this.log2Size = log2Size;
    lossless = false;
    split = false;
  }

  /** Returns the number of the prediction block that contains a luma position. */
  int part(int x, int y) {
    if (!split) {
      return 0;
    }
    int half = log2Size - 1;
    return ((y - this.y) >> half) * 2 + ((x - this.x) >> half);
  }
}
