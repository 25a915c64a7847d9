package io.github.snaplabel.vision;

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

  /**
   * Refuses a file by its size alone.
   *
   * @throws ImageTooLarge if it has too many bytes
   */
  public void checkBytes(long bytes) throws ImageTooLarge {
    if (bytes > maxBytes) {
      throw new ImageTooLarge(
          "The file of %d bytes is too large: at most %d bytes are read".formatted(bytes, maxBytes));
    }
  }
}
