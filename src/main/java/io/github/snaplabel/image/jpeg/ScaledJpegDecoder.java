package io.github.snaplabel.image.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decodes a common JPEG at 1/4 or 1/8 of its size, to exactly the pixels of libjpeg-turbo. A
 * component with half the resolution is scaled down half as much, so that no upsampling is needed.
 *
 * <p>Not thread-safe, and for one call of {@link #decode}.
 */
public final class ScaledJpegDecoder {
  private final FrameLayout frame;
  private final int width;
  private final int height;

  /** Width and height of a scaled block of the first component, in samples. */
  private final int blockSide;

  private final List<McuRowBlock> blocks;
  private final McuRows rows;
  private final int[] pixels;

  private ScaledJpegDecoder(
      FrameLayout frame, int reduction, List<McuRowBlock> blocks, McuRows rows) {
    this.frame = frame;
    this.width = Math.ceilDiv(frame.width(), reduction);
    this.height = Math.ceilDiv(frame.height(), reduction);
    this.blockSide = FrameLayout.BLOCK_SIDE / reduction;
    this.blocks = blocks;
    this.rows = rows;
    this.pixels = new int[frame.mcusPerRow()];
  }

  /**
   * Returns a decoder of a file, whose headers it parses.
   *
   * @param file the bytes of a JPEG, which must not change
   * @param reduction of width and height: 4 or 8
   * @return empty if the JPEG is not a common one, or its headers are damaged
   */
  public static Optional<ScaledJpegDecoder> of(byte[] file, int reduction) {
    return of(new ByteRange(file), reduction);
  }

  static Optional<ScaledJpegDecoder> of(ByteRange file, int reduction) {
    return CommonJpegParser.parse(file).flatMap(headers -> of(file, headers, reduction));
  }

  private static Optional<ScaledJpegDecoder> of(
      ByteRange file, CommonJpegParser.Headers headers, int reduction) {
    FrameLayout frame = headers.frame();
    List<McuRowBlock> blocks = blocks(frame, FrameLayout.BLOCK_SIDE / reduction);
    Optional<? extends McuRows> rows =
        headers.progressive()
            ? ProgressiveDecoder.of(file, headers, blocks)
            : JpegScan.parse(file, headers)
                .map(scan -> new EntropyDecoder(file, scan, frame.mcusPerRow(), blocks));
    return rows.map(source -> new ScaledJpegDecoder(frame, reduction, blocks, source));
  }

  private static List<McuRowBlock> blocks(FrameLayout frame, int blockSide) {
    List<McuRowBlock> blocks = new ArrayList<>();
    int mcus = frame.mcusPerRow();
    for (int i = 0; i < frame.components().size(); i++) {
      FrameLayout.ComponentLayout component = frame.components().get(i);
      int blocksPerSide = component.blocksPerMcuSide();
      ScaledIdct idct = new ScaledIdct(blockSide * frame.blocksPerMcuSide() / blocksPerSide, mcus);
      for (int j = 0; j < component.blocksPerMcu(); j++) {
        blocks.add(new McuRowBlock(i, component.quantization(), idct, mcus));
      }
    }
    return blocks;
  }

  /** Returns the width of the decoded image, in pixels. */
  public int width() {
    return width;
  }

  /** Returns the height of the decoded image, in pixels. */
  public int height() {
    return height;
  }

  /**
   * Decodes the image, row by row from top to bottom.
   *
   * @return false if the data is damaged or unusual, after any number of rows; libjpeg then decides
   *     whether the image can be decoded
   */
  public boolean decode(RowSink sink) {
    int[] row = new int[width];
    int mcuHeight = blockSide * frame.blocksPerMcuSide();
    for (int mcuRow = 0; mcuRow < frame.mcuRows(); mcuRow++) {
      if (!rows.next()) {
        return false;
      }
      if (!blocks.stream().allMatch(McuRowBlock::transform)) {
        return false;
      }
      int top = mcuRow * mcuHeight;
      for (int y = 0; y < mcuHeight && top + y < height; y++) {
        convertRow(y, row);
        sink.writeRow(top + y, row);
      }
    }
    return rows.isAtEnd();
  }

  /** Converts one row of all MCUs to RGB. */
  private void convertRow(int y, int[] row) {
    int mcuWidth = blockSide * frame.blocksPerMcuSide();
    for (int x = 0; x < mcuWidth; x++) {
      int block = y / blockSide * frame.blocksPerMcuSide() + x / blockSide;
      int[] luma = blocks.get(block).samples(x % blockSide, y % blockSide);
      if (frame.components().size() == 1) {
        YccToRgb.convertGray(luma, pixels);
      } else {
        int[] cb = blocks.get(blocks.size() - 2).samples(x, y);
        int[] cr = blocks.get(blocks.size() - 1).samples(x, y);
        YccToRgb.convert(luma, cb, cr, pixels);
      }
      for (int from = 0, to = x; to < row.length; from++, to += mcuWidth) {
        row[to] = pixels[from];
      }
    }
  }

  /** Receives the decoded rows. */
  @FunctionalInterface
  public interface RowSink {
    /**
     * Receives one row.
     *
     * @param y counted from the top, from 0
     * @param row pixels {@code 0xRRGGBB00}; reused after the call
     */
    void writeRow(int y, int[] row);
  }
}
