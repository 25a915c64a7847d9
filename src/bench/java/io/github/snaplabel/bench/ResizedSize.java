package io.github.snaplabel.bench;

/**
 * The size of an image after resizing its shorter side to 256 and before the center crop.
 *
 * @param width in pixels
 * @param height in pixels
 */
record ResizedSize(int width, int height) {
  /** Height and width of the center crop, in pixels. */
  static final int CROP = 224;

  private static final int SHORTER_SIDE = 256;

  static ResizedSize of(int width, int height) {
    return width <= height
        ? new ResizedSize(SHORTER_SIDE, SHORTER_SIDE * height / width)
        : new ResizedSize(SHORTER_SIDE * width / height, SHORTER_SIDE);
  }

  /** Returns the left edge of the center crop, in pixels. */
  int left() {
    return (width - CROP) / 2;
  }

  /** Returns the top edge of the center crop, in pixels. */
  int top() {
    return (height - CROP) / 2;
  }
}
