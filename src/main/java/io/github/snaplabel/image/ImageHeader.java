package io.github.snaplabel.image;

/**
 * What a picture says of itself before it is decoded.
 *
 * @param format told by content
 * @param width in pixels, as stored
 * @param height in pixels, as stored
 * @param orientation EXIF orientation, 1 (upright) to 8
 */
public record ImageHeader(ImageFormat format, int width, int height, int orientation) {
  /** Width in pixels, as a person sees it: orientations 5 to 8 lie on their side. */
  public int uprightWidth() {
    return orientation >= 5 ? height : width;
  }

  /** Height in pixels, as a person sees it. */
  public int uprightHeight() {
    return orientation >= 5 ? width : height;
  }
}
