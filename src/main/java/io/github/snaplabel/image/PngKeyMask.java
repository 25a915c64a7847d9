package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Pix;
import io.github.snaplabel.image.png.ScanlineFilters;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Makes the pixels of one color white in an image of 16-bit RGB. Leptonica has libpng drop the low
 * byte of each sample, so the compressed pixels are decoded a second time to compare all bits.
 *
 * <p>Not thread-safe.
 */
final class PngKeyMask {
  private static final int WHITE = 0xffffffff;
  private static final int PIXEL_BYTES = 6;

  /** First column, first row, column step and row step of each pass of an interlaced image. */
  private static final int[][] PASSES = {
    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
  };

  private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

  private final List<Bytes> compressed;
  private final byte[] key;
  private int nextPart;

  /**
   * @param compressed the data of the IDAT chunks
   * @param key the transparent pixel, 6 bytes
   */
  PngKeyMask(List<Bytes> compressed, byte[] key) {
    this.compressed = compressed;
    this.key = key;
  }

  /**
   * Whitens the pixels.
   *
   * @throws CorruptImageException if the pixels are damaged
   */
  void apply(Pix pix, boolean interlaced) throws CorruptImageException {
    try (Inflater inflater = new Inflater()) {
      for (int[] pass : interlaced ? PASSES : ONE_PASS) {
        int width = Math.ceilDiv(Math.max(0, pix.width() - pass[0]), pass[2]);
        byte[] row = new byte[PIXEL_BYTES * width];
        byte[] above = new byte[row.length];
        for (int y = pass[1]; width > 0 && y < pix.height(); y += pass[3]) {
          byte[] filter = new byte[1];
          read(inflater, filter);
          read(inflater, row);
          if (!ScanlineFilters.undo(filter[0], row, 0, row, above, PIXEL_BYTES)) {
            throw damaged();
          }
          whiten(pix, y, pass[0], pass[2], row);
          byte[] swapped = above;
          above = row;
          row = swapped;
        }
      }
    } catch (DataFormatException e) {
      throw damaged();
    }
  }

  private void whiten(Pix pix, int y, int first, int step, byte[] row) {
    int[] pixels = new int[pix.width()];
    pix.readRow(y, pixels);
    for (int i = 0; i < row.length / PIXEL_BYTES; i++) {
      int from = i * PIXEL_BYTES;
      if (Arrays.equals(row, from, from + PIXEL_BYTES, key, 0, PIXEL_BYTES)) {
        pixels[first + i * step] = WHITE;
      }
    }
    pix.writeRow(y, pixels);
  }

  private void read(Inflater inflater, byte[] target)
      throws DataFormatException, CorruptImageException {
    int at = 0;
    while (at < target.length) {
      int count = inflater.inflate(target, at, target.length - at);
      at += count;
      if (count == 0) {
        if (!inflater.needsInput() || nextPart == compressed.size()) {
          throw damaged();
        }
        byte[] part = compressed.get(nextPart).toArray();
        nextPart++;
        inflater.setInput(part);
      }
    }
  }

  private static CorruptImageException damaged() {
    return new CorruptImageException("The pixels of the PNG are damaged");
  }
}
