package io.github.snaplabel.image.jpeg;

import java.util.List;

/**
 * The size of a common JPEG and its components (ITU-T T.81, A.1.1).
 *
 * @param width of the image, in pixels
 * @param height of the image, in pixels
 * @param components the first one has at least as many blocks in an MCU as the others
 */
record FrameLayout(int width, int height, List<ComponentLayout> components) {
  /** Width and height of a block, in samples. */
  static final int BLOCK_SIDE = 8;

  /**
   * A component.
   *
   * @param id by which scans refer to it
   * @param blocksPerMcuSide blocks in an MCU, in each direction: 1 or 2
   * @param quantization factors of its coefficients
   */
  record ComponentLayout(int id, int blocksPerMcuSide, QuantizationTable quantization) {
    int blocksPerMcu() {
      return blocksPerMcuSide * blocksPerMcuSide;
    }
  }

  /** Returns the blocks of the first component in an MCU, in each direction: 1 or 2. */
  int blocksPerMcuSide() {
    return components.getFirst().blocksPerMcuSide();
  }

  /** Returns the number of MCUs from left to right. */
  int mcusPerRow() {
    return Math.ceilDiv(width, BLOCK_SIDE * blocksPerMcuSide());
  }

  /** Returns the number of MCU rows. */
  int mcuRows() {
    return Math.ceilDiv(height, BLOCK_SIDE * blocksPerMcuSide());
  }

  /**
   * Returns the number of blocks from left to right in a scan of this component alone, which has
   * none behind the edge of the image (A.2.2).
   */
  int blocksAcross(ComponentLayout component) {
    return blocks(width, component);
  }

  /** Returns the number of block rows in a scan of this component alone. */
  int blocksDown(ComponentLayout component) {
    return blocks(height, component);
  }

  private int blocks(int pixels, ComponentLayout component) {
    return Math.ceilDiv(pixels * component.blocksPerMcuSide(), BLOCK_SIDE * blocksPerMcuSide());
  }

  /** Returns the number of blocks of all components. */
  long blocks() {
    int blocksPerMcu = components.stream().mapToInt(ComponentLayout::blocksPerMcu).sum();
    return (long) mcusPerRow() * mcuRows() * blocksPerMcu;
  }
}
