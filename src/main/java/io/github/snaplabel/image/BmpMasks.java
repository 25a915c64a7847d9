package io.github.snaplabel.image;

/**
 * The bit masks of the samples in a pixel of a BMP.
 *
 * @param alpha 0 if all pixels are opaque
 */
record BmpMasks(int red, int green, int blue, int alpha) {
  /** The compression method BI_BITFIELDS: uncompressed, with masks in the header. */
  static final int COMPRESSION = 3;

  /** Length of the masks of red, green and blue, after a header that does not include them. */
  static final int BYTES = 12;

  /**
   * Reads the masks, or returns the default ones if the file has none.
   *
   * @param info the header, with the masks after its first 40 bytes
   */
  static BmpMasks of(Bytes info, int bitsPerPixel, int compression, int headerBytes)
      throws CorruptImageException {
    if (compression == COMPRESSION) {
      int alpha = headerBytes >= 56 ? info.i32le(52) : 0;
      return new BmpMasks(info.i32le(40), info.i32le(44), info.i32le(48), alpha);
    }
    return bitsPerPixel == 16
        ? new BmpMasks(0x7c00, 0x03e0, 0x001f, 0)
        : new BmpMasks(0xff0000, 0x00ff00, 0x0000ff, 0);
  }

  /** Returns the same masks without alpha. */
  BmpMasks opaque() {
    return new BmpMasks(red, green, blue, 0);
  }

  /** Returns a pixel as {@code 0xRRGGBBxx}, blended over white. */
  int word(int pixel) {
    int opacity = alpha == 0 ? 255 : sample(pixel, alpha);
    return Transparency.overWhite(
        sample(pixel, red) << 24 | sample(pixel, green) << 16 | sample(pixel, blue) << 8 | opacity);
  }

  /** Returns the masked bits, scaled to 0..255. */
  private static int sample(int pixel, int mask) {
    if (mask == 0) {
      return 0;
    }
    int shift = Integer.numberOfTrailingZeros(mask);
    long max = Integer.toUnsignedLong(mask >>> shift);
    long value = Integer.toUnsignedLong((pixel & mask) >>> shift);
    return (int) (value * 255 / max);
  }
}
