package io.github.snaplabel.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Converts rows of 8-bit samples to words {@code 0xRRGGBBxx}, blended over white. */
final class PngColors {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int BYTES_PER_COLOR = 3;

  private PngColors() {}

  /** Converts samples that are indices of a palette. */
  static void index(byte[] row, int[] palette, int[] words) {
    for (int x = 0; x < words.length; x++) {
      words[x] = palette[row[x] & 0xff];
    }
  }

  /** Converts gray and opacity. */
  static void grayOverWhite(byte[] row, int[] words) {
    for (int x = 0; x < words.length; x++) {
      int gray = (row[2 * x] & 0xff) * 0x01010100;
      words[x] = Transparency.overWhite(gray | (row[2 * x + 1] & 0xff));
    }
  }

  /** Converts red, green and blue. */
  static void color(byte[] row, int[] words) {
    int last = words.length - 1;
    for (int x = 0; x < last; x++) {
      words[x] = (int) WORD.get(row, BYTES_PER_COLOR * x);
    }
    // A word that begins at the last pixel would extend past the row.
    int at = BYTES_PER_COLOR * last;
    words[last] = row[at] << 24 | (row[at + 1] & 0xff) << 16 | (row[at + 2] & 0xff) << 8;
  }

  /** Converts red, green, blue and opacity. */
  static void colorOverWhite(byte[] row, int[] words) {
    for (int x = 0; x < words.length; x++) {
      words[x] = Transparency.overWhite((int) WORD.get(row, Integer.BYTES * x));
    }
  }
}
