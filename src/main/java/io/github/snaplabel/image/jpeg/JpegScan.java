package io.github.snaplabel.image.jpeg;

import java.util.List;

/**
 * The one scan of a JPEG, with all components of the image.
 *
 * @param width of the image, in pixels
 * @param height of the image, in pixels
 * @param components the first one has at least as many blocks in an MCU as the others
 * @param restartInterval MCUs between two restart markers; 0 if there are none
 * @param file the whole file
 * @param dataOffset where the entropy-coded data begins in the file
 */
record JpegScan(
    int width,
    int height,
    List<ScanComponent> components,
    int restartInterval,
    ByteRange file,
    int dataOffset) {
  /** Width and height of a block, in samples. */
  static final int BLOCK_SIDE = 8;

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
   * A component of the scan.
   *
   * @param blocksPerMcuSide blocks in an MCU, in each direction: 1 or 2
   * @param quantization factors of its coefficients
   * @param dc Huffman table of the differences between its DC coefficients
   * @param ac Huffman table of its AC coefficients
   */
  record ScanComponent(
      int blocksPerMcuSide, QuantizationTable quantization, HuffmanTable dc, HuffmanTable ac) {}
}
