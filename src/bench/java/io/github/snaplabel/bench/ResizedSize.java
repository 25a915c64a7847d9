package io.github.snaplabel.bench;

/**
 * What a picture is resized to before its centre is cut out: 256 on the shorter side.
 *
 * @param width in pixels
 * @param height in pixels
 */
record ResizedSize(int width, int height) {
  /** Height and width of the centre that the network sees, in pixels. */
  static final int CROP = 224;

  private static final int SHORTER_SIDE = 256;

  static ResizedSize of(int width, int height) {
    return width <= height
        ? new ResizedSize(SHORTER_SIDE, SHORTER_SIDE * height / width)
        : new ResizedSize(SHORTER_SIDE * width / height, SHORTER_SIDE);
  }

  /** Column at which the centre begins. */
  int left() {
    return (width - CROP) / 2;
  }

  /** Row at which the centre begins. */
  int top() {
    return (height - CROP) / 2;
  }
}
