package io.github.snaplabel.image.hevc;

/**
 * Tells across which sides of a coding tree block sample adaptive offset may look (8.7.3.2): not
 * beyond the picture, nor into slices and tiles that are to be filtered on their own.
 *
 * <p>Not thread-safe.
 */
final class SaoBoundaries {
  private final CodedPicture picture;

  /** Whether each neighbor may be used: by its vertical, then horizontal distance, each plus 1. */
  private final boolean[] usable = new boolean[9];

  SaoBoundaries(CodedPicture picture) {
    this.picture = picture;
  }

  void moveTo(int ctbX, int ctbY) {
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        usable[(dy + 1) * 3 + dx + 1] = mayUse(ctbX, ctbY, ctbX + dx, ctbY + dy);
      }
    }
  }

  private boolean mayUse(int ctbX, int ctbY, int otherX, int otherY) {
    int width = picture.widthInCtbs;
    if (otherX < 0 || otherY < 0 || otherX >= width || otherY >= picture.sps.heightInCtbs()) {
      return false;
    }
    int current = ctbY * width + ctbX;
    int other = otherY * width + otherX;
    TileLayout layout = picture.layout;
    if (!picture.pps.loopFilterAcrossTiles && !layout.sameTile(current, other)) {
      return false;
    }
    // Of two slices, the flag of the one that is decoded later applies.
    boolean otherIsLater = layout.tileScanAddress(other) > layout.tileScanAddress(current);
    return picture.sameSlice(current, other)
        || picture.slices[otherIsLater ? other : current].loopFilterAcrossSlices();
  }

  /**
   * Returns whether a sample of the block may be compared with one of a neighboring block.
   *
   * @param dx -1, 0 or 1
   * @param dy -1, 0 or 1; 0 and 0 are the block itself
   */
  boolean mayUse(int dx, int dy) {
    return usable[(dy + 1) * 3 + dx + 1];
  }
}
