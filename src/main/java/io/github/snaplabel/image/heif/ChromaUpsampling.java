package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.ChromaFormat;
import io.github.snaplabel.image.hevc.YuvPlanes;

/**
 * Upsamples chroma to the resolution of luma by linear interpolation: in each subsampled direction,
 * the nearest sample has three times the weight of the second nearest.
 */
final class ChromaUpsampling {
  private ChromaUpsampling() {}

  /** Returns the same picture in 4:4:4. */
  static YuvPlanes apply(YuvPlanes planes) {
    return new YuvPlanes(
        planes.width(),
        planes.height(),
        ChromaFormat.YUV444,
        planes.lumaBitDepth(),
        planes.chromaBitDepth(),
        planes.y(),
        upsample(planes, planes.cb()),
        upsample(planes, planes.cr()),
        planes.fullRange(),
        planes.matrixCoefficients());
  }

  private static short[] upsample(YuvPlanes planes, short[] chroma) {
    int width = planes.width();
    int height = planes.height();
    int chromaWidth = Subsampling.chromaWidth(planes);
    int chromaHeight = Subsampling.chromaHeight(planes);
    boolean rowsShared = Subsampling.vertical(planes.chroma()) == 2;
    short[] result = new short[width * height];
    for (int y = 0; y < height; y++) {
      int near = (rowsShared ? y / 2 : y) * chromaWidth;
      int next = rowsShared ? neighbor(y, chromaHeight) * chromaWidth : near;
      for (int x = 0; x < width; x++) {
        int column = x / 2;
        int neighbor = neighbor(x, chromaWidth);
        int sum =
            9 * chroma[near + column]
                + 3 * chroma[near + neighbor]
                + 3 * chroma[next + column]
                + chroma[next + neighbor];
        result[y * width + x] = (short) ((sum + 8) >> 4);
      }
    }
    return result;
  }

  /** Returns the chroma sample on the other side of a luma sample; at the border, the same one. */
  private static int neighbor(int luma, int count) {
    int neighbor = luma / 2 + (luma % 2 == 0 ? -1 : 1);
    return Math.clamp(neighbor, 0, count - 1);
  }
}
