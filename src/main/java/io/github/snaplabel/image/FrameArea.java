package io.github.snaplabel.image;

/**
 * The part of a canvas that a frame of an animation covers, in pixels.
 *
 * @param left columns of the canvas to the left of the frame
 * @param top rows of the canvas above the frame
 */
record FrameArea(int left, int top, int width, int height) {
  int right() {
    return left + width;
  }

  int bottom() {
    return top + height;
  }

  /** Returns whether the frame covers the whole canvas. */
  boolean covers(ImageHeader canvas) {
    return left == 0 && top == 0 && right() >= canvas.width() && bottom() >= canvas.height();
  }
}
