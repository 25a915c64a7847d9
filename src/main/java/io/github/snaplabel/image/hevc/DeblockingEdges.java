package io.github.snaplabel.image.hevc;

/**
 * The edges of transform blocks that the deblocking filter smooths, on a grid of 8 luma samples
 * (8.7.2.3). In an intra picture the boundary filtering strength of all of them is 2.
 *
 * <p>Not thread-safe.
 */
final class DeblockingEdges {
  private static final int VERTICAL = 1;
  private static final int HORIZONTAL = 2;
  private static final int GRID_MASK = 7;

  private final int widthInUnits;

  /** Flags of each unit: whether its left and upper edges are smoothed. */
  private final byte[] edges;

  // Of the current coding tree block.
  private boolean enabled;
  private int unmarkedX;
  private int unmarkedY;

  DeblockingEdges(int widthInUnits, int units) {
    this.widthInUnits = widthInUnits;
    edges = new byte[units];
  }

  /**
   * Moves to a coding tree block.
   *
   * @param enabled whether its slice is smoothed at all
   * @param unmarkedX luma position of its left edge if that must not be smoothed, else -1
   * @param unmarkedY luma position of its upper edge if that must not be smoothed, else -1
   */
  void moveTo(boolean enabled, int unmarkedX, int unmarkedY) {
    this.enabled = enabled;
    this.unmarkedX = unmarkedX;
    this.unmarkedY = unmarkedY;
  }

  /** Marks the left and upper edges of a square block if they are on the grid. */
  void mark(int x, int y, int log2Size) {
    if (enabled && (x & GRID_MASK) == 0 && x != unmarkedX) {
      mark(x, y, log2Size, widthInUnits, VERTICAL);
    }
    if (enabled && (y & GRID_MASK) == 0 && y != unmarkedY) {
      mark(x, y, log2Size, 1, HORIZONTAL);
    }
  }

  private void mark(int x, int y, int log2Size, int step, int flag) {
    int unit = (y >> CodedPicture.UNIT_LOG2) * widthInUnits + (x >> CodedPicture.UNIT_LOG2);
    for (int i = 1 << (log2Size - CodedPicture.UNIT_LOG2); i > 0; i--, unit += step) {
      edges[unit] |= (byte) flag;
    }
  }

  boolean isVertical(int unit) {
    return (edges[unit] & VERTICAL) != 0;
  }

  boolean isHorizontal(int unit) {
    return (edges[unit] & HORIZONTAL) != 0;
  }
}
