package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.HevcFormat;
import io.github.snaplabel.image.hevc.YuvPlanes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A picture in a file whose description has been checked, and which has not been decoded. */
sealed interface HeifPicture permits CodedItem, PictureGrid {
  /** Returns the size before the transformations. */
  Dimensions size();

  /** Returns how the picture, or each of its tiles, is coded. */
  HevcFormat format();

  /** Returns what is done to the picture after it is decoded. */
  List<Transformation> transformations();

  /** Returns the colors that the file claims; null if only the coded picture knows. */
  @Nullable ColorDescription colors();

  /**
   * Decodes the picture, without its transformations.
   *
   * @param reduction by which the picture is scaled down
   * @param centerSide side of the square in the center that is needed, in pixels of the full size
   */
  YuvPlanes decode(int reduction, int centerSide) throws HeifException;

  /**
   * Returns the pixels that {@link #decode} holds in memory at most, each of them with nine bytes
   * at most.
   */
  long pixelsInMemory(int reduction);

  /**
   * Returns the largest of 8, 4, 2 and 1 by which the picture can be scaled down so that its
   * shorter side keeps {@code shorterSide} pixels.
   */
  int largestReduction(int shorterSide);

  /** Returns the size after the transformations. */
  default Dimensions displayedSize() throws HeifException {
    return size().after(transformations());
  }

  /** Returns whether a part of the picture is cut off. */
  default boolean isCropped() {
    return transformations().stream().anyMatch(CleanAperture.class::isInstance);
  }
}
