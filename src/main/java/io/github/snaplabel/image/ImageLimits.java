package io.github.snaplabel.image;

/**
 * Limits on an image, checked against its header before any native code runs.
 *
 * @param maxBytes of the file
 * @param maxPixels held in memory at once: for a baseline JPEG or a HEIC, which is scaled down
 *     while it is decoded, the pixels that remain; for every other image, width times height (for a
 *     TIFF, of whole tiles)
 */
public record ImageLimits(long maxBytes, long maxPixels) {
  /**
   * 32 MiB and 64 megapixels. A decoder needs up to 8 bytes per pixel (PNG and WebP with
   * transparency, progressive CMYK), so that two images at once take 1 GB at worst, which fits into
   * a function of 1769 MB. A baseline JPEG of 200 megapixels is accepted, because only 3 remain.
   */
  public static final ImageLimits DEFAULT = new ImageLimits(32L << 20, 64_000_000);

  /** Memory for everything but images; 125 MB were measured. */
  private static final int OTHER_MB = 200;

  /** For two images at once, including the copies that decoders make. */
  private static final int BYTES_PER_PIXEL = 18;

  private static final long MIN_PIXELS = 1_000_000;

  /** The size of one image in Leptonica is limited to 2 GiB, with four bytes per pixel. */
  private static final long LEPTONICA_PIXELS = (1L << 31) / 4 - 1;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if they are not positive, or Leptonica cannot hold that many
   *     pixels
   */
  public ImageLimits {
    if (maxBytes <= 0 || maxPixels <= 0 || maxPixels > LEPTONICA_PIXELS) {
      throw new IllegalArgumentException(
          "The limits of an image must be at least 1, and at most %d pixels, not %d bytes and %d pixels"
              .formatted(LEPTONICA_PIXELS, maxBytes, maxPixels));
    }
  }

  /**
   * Returns the default, with as many pixels as fit into memory, but at least a million.
   *
   * @param memoryMb memory of the process in MB
   */
  public static ImageLimits within(int memoryMb) {
    long pixels = ((long) (memoryMb - OTHER_MB) << 20) / BYTES_PER_PIXEL;
    return new ImageLimits(DEFAULT.maxBytes, Math.clamp(pixels, MIN_PIXELS, DEFAULT.maxPixels));
  }

  /**
   * Checks the size of a file.
   *
   * @throws ImageTooLargeException if it has too many bytes
   */
  public void checkBytes(long bytes) throws ImageTooLargeException {
    if (bytes > maxBytes) {
      throw new ImageTooLargeException(
          "The file of %d bytes is too large: at most %d bytes are read"
              .formatted(bytes, maxBytes));
    }
  }
}
