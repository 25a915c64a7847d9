package io.github.snaplabel.image;

/**
 * What a picture may have at most, checked in its header before any native code sees it.
 *
 * @param maxBytes of the file
 * @param maxPixels that are held in memory at once: of a baseline JPEG, which is scaled down while
 *     it is read, what remains of it; of everything else, width times height
 */
public record ImageLimits(long maxBytes, long maxPixels) {
  /**
   * 32 MiB and 64 megapixels. A decoder needs up to 8 bytes for each pixel (PNG and WebP with
   * transparency, progressive CMYK), so that two pictures side by side take 1 GB at worst: a
   * function of 1769 MB survives it. A baseline JPEG of 200 megapixels passes, at 3.
   */
  public static final ImageLimits DEFAULT = new ImageLimits(32L << 20, 64_000_000);

  /** What the process needs beside pictures; 125 MB were seen. */
  private static final int OTHER_MB = 200;

  /** Of two pictures side by side, each with some for what is copied. */
  private static final int BYTES_PER_PIXEL = 18;

  private static final long LEPTONICA_PIXELS = (1L << 31) / 4 - 1;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if they are not positive, or there are more pixels than one
   *     picture of Leptonica holds: 2 GiB, of four bytes each
   */
  public ImageLimits {
    if (maxBytes <= 0 || maxPixels <= 0 || maxPixels > LEPTONICA_PIXELS) {
      throw new IllegalArgumentException(
          "A picture's limits are to be at least 1, and at most %d pixels, not %d bytes and %d pixels"
              .formatted(LEPTONICA_PIXELS, maxBytes, maxPixels));
    }
  }

  /**
   * The default, or as many pixels as fit; a million in any case.
   *
   * @param memory of the process in MB
   */
  public static ImageLimits within(int memory) {
    long fit = ((long) (memory - OTHER_MB) << 20) / BYTES_PER_PIXEL;
    return new ImageLimits(DEFAULT.maxBytes, Math.clamp(fit, 1_000_000, DEFAULT.maxPixels));
  }

  /**
   * Refuses a file by its size alone.
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
