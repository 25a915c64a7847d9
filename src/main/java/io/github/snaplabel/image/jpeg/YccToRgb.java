package io.github.snaplabel.image.jpeg;

/**
 * The colours of JFIF (ITU-T T.871, section 7) as words {@code 0xRRGGBB00}, in fractions of 2^16
 * and rounded as libjpeg-turbo does it. Each loop is short enough for vector instructions: see
 * {@link VectorMath}.
 */
final class YccToRgb {
  private static final int HALF = 1 << 15;
  private static final int RED = 91881;
  private static final int GREEN_OF_BLUE = 22554;
  private static final int GREEN_OF_RED = 46802;
  private static final int BLUE = 116130;

  private YccToRgb() {}

  static void grey(int[] brightness, int[] words) {
    for (int i = 0; i < words.length; i++) {
      words[i] = brightness[i] * 0x01010100;
    }
  }

  /**
   * @param y brightness, 0..255
   * @param cb blue, 128 where there is none
   * @param cr red, 128 where there is none
   */
  static void convert(int[] y, int[] cb, int[] cr, int[] words) {
    for (int i = 0; i < words.length; i++) {
      words[i] = clamp(y[i] + ((RED * (cr[i] - 128) + HALF) >> 16)) << 24;
    }
    for (int i = 0; i < words.length; i++) {
      int green = (-GREEN_OF_BLUE * (cb[i] - 128) - GREEN_OF_RED * (cr[i] - 128) + HALF) >> 16;
      words[i] |= clamp(y[i] + green) << 16;
    }
    for (int i = 0; i < words.length; i++) {
      words[i] |= clamp(y[i] + ((BLUE * (cb[i] - 128) + HALF) >> 16)) << 8;
    }
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
