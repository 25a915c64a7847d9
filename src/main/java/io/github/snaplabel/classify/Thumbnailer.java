package io.github.snaplabel.classify;

import io.github.snaplabel.image.RgbImage;

/**
 * Makes small pictures for people: the middle of a picture in a given shape, resized with the same
 * filter as the network's input. Immutable, and safe for use by several threads.
 *
 * @param width of what it makes, in pixels
 * @param height likewise
 */
public record Thumbnailer(int width, int height) {
  /** How many pixels a decoder that scales a picture down must leave of its shorter side. */
  public int shorterSide() {
    // Of an upright picture the shorter side becomes the width.
    return Math.max(width, height);
  }

  /**
   * The middle of a picture.
   *
   * @return {@code [3,height,width]} unsigned bytes: red, green, blue
   */
  public byte[] thumbnail(RgbImage image) {
    long wholeWidth = Math.max(width, (long) height * image.width() / image.height());
    long wholeHeight = Math.max(height, (long) width * image.height() / image.width());
    return Preprocessor.resize(
        image,
        ResampleCoefficients.of(image.width(), wholeWidth, (wholeWidth - width) / 2, width),
        ResampleCoefficients.of(image.height(), wholeHeight, (wholeHeight - height) / 2, height));
  }
}
