package io.github.snaplabel.classify;

import io.github.snaplabel.image.RgbImage;

/**
 * Reduces whole images to thumbnails, with the same filter as for the network's input. Immutable
 * and thread-safe.
 *
 * @param maxWidth of a thumbnail, in pixels
 * @param maxHeight of a thumbnail, in pixels
 */
public record Thumbnailer(int maxWidth, int maxHeight) {
  /**
   * A reduced image.
   *
   * @param width in pixels
   * @param height in pixels
   * @param planes {@code [3,height,width]} unsigned bytes: red, green, blue
   */
  @SuppressWarnings("ArrayRecordComponent") // read, not compared
  public record Thumbnail(int width, int height, byte[] planes) {}

  /** Returns how many pixels the shorter side of an image must have when it is decoded. */
  public int shorterSide() {
    return Math.min(maxWidth, maxHeight);
  }

  /** Returns an image reduced to fit, never enlarged. */
  public Thumbnail thumbnail(RgbImage image) {
    double scale =
        Math.min(
            1, Math.min((double) maxWidth / image.width(), (double) maxHeight / image.height()));
    int width = scaled(image.width(), scale);
    int height = scaled(image.height(), scale);
    byte[] planes =
        Preprocessor.resize(
            image,
            ResampleCoefficients.of(image.width(), width, 0, width),
            ResampleCoefficients.of(image.height(), height, 0, height));
    return new Thumbnail(width, height, planes);
  }

  private static int scaled(int length, double scale) {
    return Math.max(1, (int) Math.round(scale * length));
  }
}
