package io.github.snaplabel.image;

/**
 * Which pixels of an image a caller needs.
 *
 * @param shorterSide pixels that the shorter side must keep if a large image is scaled down while
 *     it is decoded; 0 for full size
 * @param centerSide side of the square in the center that is needed if the shorter side has {@code
 *     shorterSide} pixels: other pixels may be black; 0 if all are needed
 * @param thumbnailSide pixels that the shorter side of a thumbnail in the file must have, so that
 *     it may be decoded in place of the image; 0 if none may
 */
public record PixelDemand(int shorterSide, int centerSide, int thumbnailSide) {
  /**
   * Demands all pixels.
   *
   * @param shorterSide pixels that the shorter side must keep; 0 for full size
   */
  public static PixelDemand all(int shorterSide) {
    return new PixelDemand(shorterSide, 0, shorterSide);
  }
}
