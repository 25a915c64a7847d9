package io.github.snaplabel.image.heif;

/**
 * What a caller needs of a picture.
 *
 * @param shorterSide pixels that the picture's shorter side must keep: a larger picture is scaled
 *     down to 1/2, 1/4 or 1/8; 0 for full size
 * @param centerSide side of the square in the center that is needed if the shorter side has {@code
 *     shorterSide} pixels: outside of it, pixels may be undefined; 0 if all are needed
 * @param thumbnailSide pixels that the shorter side of a thumbnail must have, so that it may stand
 *     for the picture; 0 if none may
 */
public record HeifDemand(int shorterSide, int centerSide, int thumbnailSide) {
  /** Returns the side of the square in the center that is needed, in pixels of the full size. */
  int centerSide(Dimensions size) {
    return centerSide == 0 || shorterSide == 0
        ? Math.max(size.width(), size.height())
        : (int) Math.ceilDiv((long) size.shorterSide() * centerSide, shorterSide);
  }
}
