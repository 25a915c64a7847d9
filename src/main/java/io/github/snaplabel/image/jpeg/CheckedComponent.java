package io.github.snaplabel.image.jpeg;

/**
 * A component of a JPEG, with what {@link CompletenessCheck} knows of its blocks: of a progressive
 * image that is one {@code long} per block, so 8 bytes for 64 samples.
 *
 * <p>Not thread-safe.
 */
final class CheckedComponent {
  private final int id;
  private final int across;
  private final int down;
  private long[] nonzero = {};

  /**
   * @param across sampling factor from left to right
   * @param down sampling factor from top to bottom
   */
  CheckedComponent(int id, int across, int down) {
    this.id = id;
    this.across = across;
    this.down = down;
  }

  int id() {
    return id;
  }

  int across() {
    return across;
  }

  int down() {
    return down;
  }

  void allocateBlocks(int count) {
    nonzero = new long[count];
  }

  /** Returns which coefficients of a block are not zero, one bit for each. */
  long nonzero(int block) {
    return nonzero[block];
  }

  /** Notes that a coefficient is not zero; ignores one behind the block, which damage causes. */
  void setNonzero(int block, int coefficient) {
    if (coefficient < ScaledIdct.BLOCK_COEFFICIENTS) {
      nonzero[block] |= 1L << coefficient;
    }
  }
}
