package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.HevcFormat;
import io.github.snaplabel.image.hevc.YuvPlanes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A picture in a file. Its metadata has been checked; its pixels have not been decoded. */
sealed interface HeifPicture permits CodedItem, PictureGrid {
  /** Returns the size in pixels, before the transformations. */
  Dimensions size();

  /** Returns how the picture, or each of its tiles, is coded. */
  HevcFormat format();

  /** Returns the transformations to apply after decoding, in order. */
  List<Transformation> transformations();

  /** Returns the colors according to the file's metadata; null if only the picture has them. */
  @Nullable ColorDescription colors();

  /**
   * Decodes the picture, without its transformations.
   *
   * @param reduction 1, 2, 4 or 8: the divisor of width and height
   * @param centerSide side of the centered square that is needed, in pixels of the full size
   */
  YuvPlanes decode(int reduction, int centerSide) throws HeifException;

  /**
   * Returns the maximum number of pixels that {@link #decode} holds in memory at once, of at most
   * nine bytes each.
   */
  long pixelsInMemory(int reduction);

  /**
   * Returns the largest of 8, 4, 2 and 1 by which the picture can be scaled down so that its
   * shorter side keeps {@code shorterSide} pixels.
   */
  int largestReduction(int shorterSide);

  /** Returns the size in pixels, after the transformations. */
  default Dimensions displayedSize() throws HeifException {
    return size().after(transformations());
  }

  /** Returns whether the transformations crop the picture. */
  default boolean isCropped() {
    return transformations().stream().anyMatch(CleanAperture.class::isInstance);
  }
}
