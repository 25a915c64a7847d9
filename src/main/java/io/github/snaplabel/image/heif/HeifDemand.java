package io.github.snaplabel.image.heif;

/**
 * What a caller needs of a picture.
 *
 * @param shorterSide pixels that the shorter side of the decoded picture must have at least: a
 *     larger picture is scaled down to 1/2, 1/4 or 1/8; 0 for full size
 * @param centerSide side of the centered square that is needed, in pixels of a picture whose
 *     shorter side is {@code shorterSide}; pixels outside of the square may be undefined; 0 if all
 *     pixels are needed
 * @param thumbnailSide pixels that the shorter side of a thumbnail must have at least to be decoded
 *     instead of the picture; 0 if no thumbnail may be
 */
public record HeifDemand(int shorterSide, int centerSide, int thumbnailSide) {
  /** Returns the side of the centered square that is needed, in pixels of the full size. */
  int centerSide(Dimensions size) {
    return centerSide == 0 || shorterSide == 0
        ? Math.max(size.width(), size.height())
        : (int) Math.ceilDiv((long) size.shorterSide() * centerSide, shorterSide);
  }
}
