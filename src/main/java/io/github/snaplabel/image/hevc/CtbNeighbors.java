package io.github.snaplabel.image.hevc;

/**
 * Tells which luma positions around the current block are available for prediction: decoded
 * already, and in the same slice and tile (6.4.1).
 *
 * <p>Not thread-safe.
 */
final class CtbNeighbors {
  private static final int[] SPREAD = new int[16];

  private final CodedPicture picture;
  private final int ctbLog2Size;
  private final int width;
  private final int height;

  private int ctbX;
  private int ctbY;
  private boolean left;
  private boolean above;
  private boolean aboveLeft;
  private boolean aboveRight;

  static {
    for (int i = 0; i < SPREAD.length; i++) {
      SPREAD[i] = (i & 1) | (i & 2) << 1 | (i & 4) << 2 | (i & 8) << 3;
    }
  }

  CtbNeighbors(CodedPicture picture) {
    this.picture = picture;
    ctbLog2Size = picture.sps.ctbLog2Size;
    width = picture.sps.width;
    height = picture.sps.height;
  }

  /** Moves to a coding tree block, whose slice the picture knows. */
  void moveTo(int ctbX, int ctbY) {
    this.ctbX = ctbX;
    this.ctbY = ctbY;
    left = isInSameSliceAndTile(ctbX - 1, ctbY);
    above = isInSameSliceAndTile(ctbX, ctbY - 1);
    aboveLeft = isInSameSliceAndTile(ctbX - 1, ctbY - 1);
    aboveRight = isInSameSliceAndTile(ctbX + 1, ctbY - 1);
  }

  private boolean isInSameSliceAndTile(int x, int y) {
    if (x < 0 || y < 0 || x >= picture.widthInCtbs) {
      return false;
    }
    int current = ctbY * picture.widthInCtbs + ctbX;
    int other = y * picture.widthInCtbs + x;
    return picture.sameSlice(current, other) && picture.layout.sameTile(current, other);
  }

  boolean isLeftCtbAvailable() {
    return left;
  }

  boolean isAboveCtbAvailable() {
    return above;
  }

  boolean isAboveRightCtbAvailable() {
    return aboveRight;
  }

  /**
   * Returns whether the block at {@code otherX}, {@code otherY} is available for the one at {@code
   * x}, {@code y}, which is in the current coding tree block.
   */
  boolean isAvailable(int x, int y, int otherX, int otherY) {
    if (otherX < 0 || otherY < 0 || otherX >= width || otherY >= height) {
      return false;
    }
    int dx = (otherX >> ctbLog2Size) - ctbX;
    int dy = (otherY >> ctbLog2Size) - ctbY;
    if (dy == 0) {
      return dx == 0 ? zScan(otherX, otherY) <= zScan(x, y) : dx == -1 && left;
    }
    if (dy == -1) {
      return dx == 0 ? above : dx == -1 ? aboveLeft : dx == 1 && aboveRight;
    }
    return false;
  }

  /** Returns the place of a 4x4 block in the z-scan of its coding tree block (6.5.2). */
  private int zScan(int x, int y) {
    int mask = (1 << ctbLog2Size) - 1;
    return SPREAD[(x & mask) >> 2] | SPREAD[(y & mask) >> 2] << 1;
  }
}
