package io.github.snaplabel.image.jpeg;

import io.github.snaplabel.image.Bytes;
import java.util.List;

/**
 * A scan that holds all of a picture.
 *
 * @param width of the picture, in pixels
 * @param height of the picture, in pixels
 * @param sampling the blocks of the first component in a unit (MCU), in each direction; of the
 *     others there is one
 * @param restartInterval units between two restart markers; 0 if there are none
 * @param file that it lies in
 * @param at where its data begins
 */
public record JpegScan(
    int width,
    int height,
    int sampling,
    List<ScanComponent> components,
    int restartInterval,
    Bytes file,
    int at) {
  /** Samples of a block, a side. */
  public static final int BLOCK_SIDE = 8;

  /** Units from left to right. */
  int unitsAcross() {
    return Math.ceilDiv(width, BLOCK_SIDE * sampling);
  }

  /** Units from top to bottom. */
  int unitsDown() {
    return Math.ceilDiv(height, BLOCK_SIDE * sampling);
  }

  /**
   * A component.
   *
   * @param sampling blocks in a unit, in each direction
   * @param quantization what its coefficients are multiplied by
   * @param dc the table of the differences of its DC coefficients
   * @param ac the table of its other coefficients
   */
  record ScanComponent(
      int sampling, QuantizationTable quantization, HuffmanTable dc, HuffmanTable ac) {}
}
