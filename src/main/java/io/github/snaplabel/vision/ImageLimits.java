package io.github.snaplabel.vision;

/**
 * What a picture may have at most, checked in its header before any native code sees it.
 *
 * @param maxBytes of the file
 * @param maxPixels width times height, before any scaling
 */
public record ImageLimits(long maxBytes, long maxPixels) {
  /** 32 MiB and 100 megapixels. */
  public static final ImageLimits DEFAULT = new ImageLimits(32L << 20, 100_000_000);

  /**
   * Refuses a file by its size alone.
   *
   * @throws ImageTooLarge if it has too many bytes
   */
  public void checkBytes(long bytes) throws ImageTooLarge {
    if (bytes > maxBytes) {
      throw new ImageTooLarge(
          "The picture has %d bytes; %d are allowed".formatted(bytes, maxBytes));
    }
  }
}
