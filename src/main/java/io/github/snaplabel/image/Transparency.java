package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Pix;
import java.util.Arrays;

/** Replaces transparency with a white background, like that of a page or a sheet of paper. */
final class Transparency {
  private static final int WHITE = 0xffffffff;

  private Transparency() {}

  /** Makes every pixel white. */
  static void fillWhite(Pix pix) {
    int[] row = new int[pix.width()];
    Arrays.fill(row, WHITE);
    for (int y = 0; y < pix.height(); y++) {
      pix.writeRow(y, row);
    }
  }

  /** Blends every pixel over white, in place; its last byte is its opacity. */
  static void blendOverWhite(Pix pix) {
    int[] row = new int[pix.width()];
    for (int y = 0; y < pix.height(); y++) {
      pix.readRow(y, row);
      for (int x = 0; x < row.length; x++) {
        row[x] = overWhite(row[x]);
      }
      pix.writeRow(y, row);
    }
  }

  /** Makes every pixel of the color {@code 0xRRGGBB} white, in place. */
  static void whiten(Pix pix, int color) {
    int[] row = new int[pix.width()];
    for (int y = 0; y < pix.height(); y++) {
      pix.readRow(y, row);
      for (int x = 0; x < row.length; x++) {
        if (row[x] >>> 8 == color) {
          row[x] = WHITE;
        }
      }
      pix.writeRow(y, row);
    }
  }

  /**
   * Makes every pixel of one gray level white, in place. The high byte of a pixel's level is its
   * color, and the low byte is its opacity.
   *
   * @param level gray level of 16 bits
   */
  static void whitenGray16(Pix pix, int level) {
    int[] row = new int[pix.width()];
    for (int y = 0; y < pix.height(); y++) {
      pix.readRow(y, row);
      for (int x = 0; x < row.length; x++) {
        if ((row[x] & 0xffff) == level) {
          row[x] = WHITE;
        }
      }
      pix.writeRow(y, row);
    }
  }

  /** Blends the pixel {@code 0xRRGGBBAA} over white. */
  static int overWhite(int word) {
    int alpha = word & 0xff;
    if (alpha == 0xff) {
      return word;
    }
    int red = overWhite(word >>> 24, alpha);
    int green = overWhite(word >>> 16 & 0xff, alpha);
    int blue = overWhite(word >>> 8 & 0xff, alpha);
    return red << 24 | green << 16 | blue << 8 | 0xff;
  }

  /**
   * Blends a pixel, whose colors have been multiplied by its opacity, over white. In a damaged
   * file, a color may exceed the opacity.
   */
  static int premultipliedOverWhite(int word) {
    int white = 0xff - (word & 0xff);
    int red = Math.min(0xff, (word >>> 24) + white);
    int green = Math.min(0xff, (word >>> 16 & 0xff) + white);
    int blue = Math.min(0xff, (word >>> 8 & 0xff) + white);
    return red << 24 | green << 16 | blue << 8 | 0xff;
  }

  private static int overWhite(int sample, int alpha) {
    return 255 - ((255 - sample) * alpha + 127) / 255;
  }
}
