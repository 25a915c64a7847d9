package io.github.snaplabel.image.jpeg;

import io.github.snaplabel.image.CorruptImageException;
import io.github.snaplabel.image.leptonica.Leptonica;
import io.github.snaplabel.image.leptonica.Pix;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes a common JPEG at a fraction of its size, to the pixels that libjpeg-turbo gives, bit for
 * bit. A component of half as many samples is reduced half as much, so that nothing has to be
 * enlarged.
 *
 * <p>For one thread and one picture.
 */
public final class ScaledJpegDecoder {
  private final JpegScan scan;
  private final int width;
  private final int height;

  /** Samples of a block of the first component, a side. */
  private final int size;

  private final List<McuRowBlock> blocks;
  private final EntropyDecoder decoder;
  private final int[] colours;

  /**
   * @param reduction 4 or 8
   */
  public ScaledJpegDecoder(JpegScan scan, int reduction) {
    this.scan = scan;
    this.width = Math.ceilDiv(scan.width(), reduction);
    this.height = Math.ceilDiv(scan.height(), reduction);
    this.size = JpegScan.BLOCK_SIDE / reduction;
    this.blocks = blocks();
    this.decoder = new EntropyDecoder(scan, blocks);
    this.colours = new int[scan.unitsAcross()];
  }

  private List<McuRowBlock> blocks() {
    List<McuRowBlock> blocks = new ArrayList<>();
    int units = scan.unitsAcross();
    for (int i = 0; i < scan.components().size(); i++) {
      JpegScan.ScanComponent component = scan.components().get(i);
      ScaledIdct idct = new ScaledIdct(size * scan.sampling() / component.sampling(), units);
      for (int j = 0; j < component.sampling() * component.sampling(); j++) {
        blocks.add(new McuRowBlock(i, component.quantization(), idct, units));
      }
    }
    return blocks;
  }

  /**
   * Decodes all of it.
   *
   * @return owned by the caller
   * @throws CorruptImageException if it is damaged, or unusual
   */
  public Pix decode(Leptonica leptonica) throws CorruptImageException {
    return leptonica.create(width, height).with(this::paint);
  }

  private void paint(Pix pix) throws CorruptImageException {
    int[] row = new int[width];
    int unitHeight = size * scan.sampling();
    for (int y = 0; y < scan.unitsDown(); y++) {
      blocks.forEach(McuRowBlock::clear);
      decoder.readRow();
      blocks.forEach(McuRowBlock::transform);
      for (int inUnit = 0; inUnit < unitHeight && y * unitHeight + inUnit < height; inUnit++) {
        paintRow(inUnit, row);
        pix.writeRow(y * unitHeight + inUnit, row);
      }
    }
    decoder.requireEnd();
  }

  private void paintRow(int y, int[] row) {
    int unitWidth = size * scan.sampling();
    for (int x = 0; x < unitWidth; x++) {
      int block = y / size * scan.sampling() + x / size;
      int[] brightness = blocks.get(block).samples(x % size, y % size);
      if (scan.components().size() == 1) {
        YccToRgb.grey(brightness, colours);
      } else {
        int[] blue = blocks.get(blocks.size() - 2).samples(x, y);
        int[] red = blocks.get(blocks.size() - 1).samples(x, y);
        YccToRgb.convert(brightness, blue, red, colours);
      }
      for (int from = 0, to = x; to < row.length; from++, to += unitWidth) {
        row[to] = colours[from];
      }
    }
  }
}
