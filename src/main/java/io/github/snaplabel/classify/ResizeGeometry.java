package io.github.snaplabel.classify;

/**
 * The size of a resized image, and the position of the center crop in it.
 *
 * <p>Follows TorchVision's {@code Resize(shorterSide)} and {@code CenterCrop(cropSize)}. Its
 * padding of images smaller than the crop is not needed: a resized image is never smaller. Sizes
 * are {@code long}, because a very narrow image exceeds 32 bits when resized; only its crop is
 * computed.
 *
 * @param width of the whole resized image, in pixels
 * @param height of the whole resized image, in pixels
 * @param left column of the resized image at which the crop begins
 * @param top row of the resized image at which the crop begins
 */
record ResizeGeometry(long width, long height, long left, long top) {
  /**
   * Computes size and position.
   *
   * @param originalWidth of the upright image before any scaled decode, in pixels
   * @param originalHeight of the upright image before any scaled decode, in pixels
   * @param shorterSide of the resized image, at least {@code cropSize}
   * @param cropSize width and height of the crop
   */
  static ResizeGeometry of(int originalWidth, int originalHeight, int shorterSide, int cropSize) {
    // TorchVision divides doubles and truncates: below 2^53, that equals integer division.
    long width = shorterSide;
    long height = shorterSide;
    if (originalWidth <= originalHeight) {
      height = (long) shorterSide * originalHeight / originalWidth;
    } else {
      width = (long) shorterSide * originalWidth / originalHeight;
    }
    return new ResizeGeometry(width, height, centered(width, cropSize), centered(height, cropSize));
  }

  /** Rounds halves to even, like Python's {@code round}. */
  private static long centered(long size, int cropSize) {
    return (long) Math.rint((size - cropSize) / 2.0);
  }
}
