package io.github.snaplabel.image.jpeg;

/**
 * Converts the colors of JFIF (ITU-T T.871, section 7) to pixels {@code 0xRRGGBB00}, in fixed point
 * with 16 bits of fraction and rounded as in libjpeg-turbo. Each loop is short enough to be
 * vectorized: see {@link VectorMath}.
 */
final class YccToRgb {
  private static final int FRACTION_BITS = 16;
  private static final int HALF = 1 << (FRACTION_BITS - 1);

  /** 1.402 */
  private static final int RED_PER_CR = 91881;

  /** 0.344136 */
  private static final int GREEN_PER_CB = 22554;

  /** 0.714136 */
  private static final int GREEN_PER_CR = 46802;

  /** 1.772 */
  private static final int BLUE_PER_CB = 116130;

  private YccToRgb() {}

  /** Converts grayscale samples, 0..255. */
  static void convertGray(int[] luma, int[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = luma[i] * 0x01010100;
    }
  }

  /**
   * Converts YCbCr samples.
   *
   * @param y luma, 0..255
   * @param cb blue difference, 0..255, 128 if neutral
   * @param cr red difference, 0..255, 128 if neutral
   */
  static void convert(int[] y, int[] cb, int[] cr, int[] pixels) {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = clamp(y[i] + ((RED_PER_CR * (cr[i] - 128) + HALF) >> FRACTION_BITS)) << 24;
    }
    for (int i = 0; i < pixels.length; i++) {
      int green =
          (-GREEN_PER_CB * (cb[i] - 128) - GREEN_PER_CR * (cr[i] - 128) + HALF) >> FRACTION_BITS;
      pixels[i] |= clamp(y[i] + green) << 16;
    }
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= clamp(y[i] + ((BLUE_PER_CB * (cb[i] - 128) + HALF) >> FRACTION_BITS)) << 8;
    }
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
