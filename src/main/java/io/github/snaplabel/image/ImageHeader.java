package io.github.snaplabel.image;

/**
 * The properties of an image that are known before it is decoded.
 *
 * @param format determined from the content
 * @param width in pixels, as stored; for an animation, that of its canvas
 * @param height in pixels, as stored; for an animation, that of its canvas
 * @param orientation EXIF orientation, 1 (upright) to 8
 */
public record ImageHeader(ImageFormat format, int width, int height, int orientation) {
  /** Returns the width in pixels after rotation: orientations 5 to 8 swap width and height. */
  public int uprightWidth() {
    return orientation >= 5 ? height : width;
  }

  /** Returns the height in pixels after rotation. */
  public int uprightHeight() {
    return orientation >= 5 ? width : height;
  }
}
