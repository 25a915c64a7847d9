package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.ChromaFormat;
import io.github.snaplabel.image.hevc.YuvPlanes;

/** The ratio of the resolutions of luma and chroma, and what depends on it. */
final class Subsampling {
  private Subsampling() {}

  /** Transforms a plane. */
  @FunctionalInterface
  interface PlaneFunction {
    short[] apply(short[] plane, int width, int height);
  }

  /** Returns how many columns of luma share a column of chroma: 1 or 2. */
  static int horizontal(ChromaFormat chroma) {
    return chroma == ChromaFormat.YUV420 || chroma == ChromaFormat.YUV422 ? 2 : 1;
  }

  /** Returns how many rows of luma share a row of chroma: 1 or 2. */
  static int vertical(ChromaFormat chroma) {
    return chroma == ChromaFormat.YUV420 ? 2 : 1;
  }

  static int chromaWidth(YuvPlanes planes) {
    return Math.ceilDiv(planes.width(), horizontal(planes.chroma()));
  }

  static int chromaHeight(YuvPlanes planes) {
    return Math.ceilDiv(planes.height(), vertical(planes.chroma()));
  }

  /** Applies a function to each plane; {@code width} and {@code height} are those of the result. */
  static YuvPlanes transform(YuvPlanes planes, int width, int height, PlaneFunction function) {
    boolean gray = planes.chroma() == ChromaFormat.GRAY;
    int chromaWidth = chromaWidth(planes);
    int chromaHeight = chromaHeight(planes);
    return new YuvPlanes(
        width,
        height,
        planes.chroma(),
        planes.lumaBitDepth(),
        planes.chromaBitDepth(),
        function.apply(planes.y(), planes.width(), planes.height()),
        gray ? planes.cb() : function.apply(planes.cb(), chromaWidth, chromaHeight),
        gray ? planes.cr() : function.apply(planes.cr(), chromaWidth, chromaHeight),
        planes.fullRange(),
        planes.matrixCoefficients());
  }
}
