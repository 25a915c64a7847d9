package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.ChromaFormat;
import io.github.snaplabel.image.hevc.YuvPlanes;

/** How many luma samples share a chroma sample. */
final class Subsampling {
  private Subsampling() {}

  /** Makes one plane from another. */
  @FunctionalInterface
  interface PlaneFunction {
    short[] apply(short[] plane, int width, int height);
  }

  /** Returns how many columns of luma share a column of chroma. */
  static int horizontal(ChromaFormat chroma) {
    return chroma == ChromaFormat.YUV420 || chroma == ChromaFormat.YUV422 ? 2 : 1;
  }

  /** Returns how many rows of luma share a row of chroma. */
  static int vertical(ChromaFormat chroma) {
    return chroma == ChromaFormat.YUV420 ? 2 : 1;
  }

  static int chromaWidth(YuvPlanes planes) {
    return Math.ceilDiv(planes.width(), horizontal(planes.chroma()));
  }

  static int chromaHeight(YuvPlanes planes) {
    return Math.ceilDiv(planes.height(), vertical(planes.chroma()));
  }

  /** Returns a picture of another size, each of whose planes is made from one. */
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
