package io.github.snaplabel.classify;

import io.github.snaplabel.image.RgbImage;

/**
 * Makes thumbnails: crops the center of an image to a given aspect ratio and resizes it with the
 * filter of the network's input. Immutable and thread-safe.
 *
 * @param width of a thumbnail, in pixels
 * @param height of a thumbnail, in pixels
 */
public record Thumbnailer(int width, int height) {
  /** Returns how many pixels the shorter side of an image must have when it is decoded. */
  public int shorterSide() {
    // The shorter side of a portrait becomes the width.
    return Math.max(width, height);
  }

  /**
   * Returns the center of an image.
   *
   * @return {@code [3,height,width]} unsigned bytes: red, green, blue
   */
  public byte[] thumbnail(RgbImage image) {
    long resizedWidth = Math.max(width, (long) height * image.width() / image.height());
    long resizedHeight = Math.max(height, (long) width * image.height() / image.width());
    return Preprocessor.resize(
        image,
        ResampleCoefficients.of(image.width(), resizedWidth, (resizedWidth - width) / 2, width),
        ResampleCoefficients.of(
            image.height(), resizedHeight, (resizedHeight - height) / 2, height));
  }
}
