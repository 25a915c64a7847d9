package io.github.snaplabel.classify;

/**
 * The size that a whole picture is resized to, and where the centre crop begins in it.
 *
 * <p>These are the rules of TorchVision's {@code Resize(shorterSide)} and {@code
 * CenterCrop(cropSize)}. Its padding of pictures smaller than the crop has no counterpart here: a
 * resized picture is never smaller. Sizes are {@code long}, because a picture of one pixel by many
 * grows beyond 32 bits; nobody makes that picture, only its crop.
 *
 * @param width of the whole resized picture, in pixels
 * @param height of the whole resized picture, in pixels
 * @param left column of the resized picture at which the crop begins
 * @param top row of the resized picture at which the crop begins
 */
record ResizeGeometry(long width, long height, long left, long top) {
  /**
   * @param originalWidth of the upright picture as stored, in pixels, not of a scaled decoding
   * @param originalHeight likewise
   * @param shorterSide of the resized picture, at least {@code cropSize}
   * @param cropSize width and height of the crop
   */
  static ResizeGeometry of(int originalWidth, int originalHeight, int shorterSide, int cropSize) {
    // TorchVision divides as doubles and truncates; below 2^53 that is the division of integers.
    long width = shorterSide;
    long height = shorterSide;
    if (originalWidth <= originalHeight) {
      height = (long) shorterSide * originalHeight / originalWidth;
    } else {
      width = (long) shorterSide * originalWidth / originalHeight;
    }
    return new ResizeGeometry(width, height, centred(width, cropSize), centred(height, cropSize));
  }

  /** Halves are rounded to even, as Python's {@code round} does. */
  private static long centred(long size, int cropSize) {
    return (long) Math.rint((size - cropSize) / 2.0);
  }
}
