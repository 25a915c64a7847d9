package io.github.snaplabel.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How the samples of a TIFF make up its pixels.
 *
 * @param count samples per pixel: red, green and blue, or an index of the palette, then extra ones
 * @param bits of each sample: 1, 2, 4, 8 or 16
 * @param little whether a sample of 16 bits starts with its least significant byte
 * @param differences whether a sample is stored as its difference from the one to the left
 * @param palette words {@code 0xRRGGBB00}, or empty
 * @param extra meaning of the first extra sample: one of the constants, or neither
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TiffSamples(
    int count, int bits, boolean little, boolean differences, int[] palette, int extra) {
  /** Opacity by which the color has been multiplied (associated alpha). */
  static final int MULTIPLIED_OPACITY = 1;

  static final int OPACITY = 2;
  private static final int MAX = 255;

  /** Returns how many bytes a row of pixels takes. */
  int rowBytes(int width) {
    return Math.ceilDiv(width * count * bits, Byte.SIZE);
  }

  /** Adds up the differences in one row, if there are any, in place. */
  void undoDifferences(byte[] samples, int rowStart, int rowEnd) {
    ByteOrder order = little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer words = ByteBuffer.wrap(samples).order(order);
    int bytes = bits / Byte.SIZE;
    int step = bytes * count;
    for (int i = rowStart + step; differences && i < rowEnd; i += bytes) {
      if (bytes == 1) {
        samples[i] += samples[i - step];
      } else {
        words.putShort(i, (short) (words.getShort(i) + words.getShort(i - step)));
      }
    }
  }

  /** Returns the pixel in column {@code x} of a row, over white, as a word {@code 0xRRGGBBff}. */
  int pixel(byte[] samples, int rowStart, int x) {
    int index = x * count;
    int color = sample(samples, rowStart, index++);
    if (palette.length > 0) {
      color = palette[color];
    } else {
      int green = sample(samples, rowStart, index++);
      color = color << 24 | green << 16 | sample(samples, rowStart, index++) << 8;
    }
    return switch (extra) {
      case OPACITY -> Transparency.overWhite(color | sample(samples, rowStart, index));
      case MULTIPLIED_OPACITY ->
          Transparency.premultipliedOverWhite(color | sample(samples, rowStart, index));
      default -> color | MAX;
    };
  }

  /** Returns a sample; if it has 16 bits, its high byte. */
  private int sample(byte[] samples, int rowStart, int index) {
    int at = rowStart + index * bits / Byte.SIZE;
    if (bits == Short.SIZE) {
      return samples[little ? at + 1 : at] & MAX;
    }
    int shift = Byte.SIZE - bits - index * bits % Byte.SIZE;
    return (samples[at] >> shift) & ((1 << bits) - 1);
  }
}
