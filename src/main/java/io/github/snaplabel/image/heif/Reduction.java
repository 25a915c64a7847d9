package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.ChromaFormat;
import io.github.snaplabel.image.hevc.YuvPlanes;
import java.util.Arrays;

/** Scales pictures down to 1/2, 1/4 or 1/8 by averaging squares of pixels. */
final class Reduction {
  private static final int MAX = 8;

  private Reduction() {}

  /**
   * Returns the largest of 8, 4, 2 and 1 that leaves the shorter side with at least {@code
   * shorterSide} pixels.
   */
  static int of(Dimensions size, int shorterSide) {
    int reduction = MAX;
    while (reduction > 1
        && (shorterSide <= 0 || Math.ceilDiv(size.shorterSide(), reduction) < shorterSide)) {
      reduction /= 2;
    }
    return reduction;
  }

  /** Returns a picture scaled down, in 4:4:4 or gray; the same picture if the reduction is 1. */
  static YuvPlanes apply(YuvPlanes planes, int reduction) {
    if (reduction == 1) {
      return planes;
    }
    int width = Math.ceilDiv(planes.width(), reduction);
    int height = Math.ceilDiv(planes.height(), reduction);
    boolean gray = planes.chroma() == ChromaFormat.GRAY;
    return new YuvPlanes(
        width,
        height,
        gray ? ChromaFormat.GRAY : ChromaFormat.YUV444,
        planes.lumaBitDepth(),
        planes.chromaBitDepth(),
        average(planes.y(), planes.width(), reduction, reduction, width, height),
        gray ? planes.cb() : chroma(planes, planes.cb(), reduction, width, height),
        gray ? planes.cr() : chroma(planes, planes.cr(), reduction, width, height),
        planes.fullRange(),
        planes.matrixCoefficients());
  }

  private static short[] chroma(
      YuvPlanes planes, short[] plane, int reduction, int width, int height) {
    return average(
        plane,
        Subsampling.chromaWidth(planes),
        reduction / Subsampling.horizontal(planes.chroma()),
        reduction / Subsampling.vertical(planes.chroma()),
        width,
        height);
  }

  /** Averages blocks of samples; those at the right and bottom edges may be smaller. */
  private static short[] average(
      short[] plane, int planeWidth, int blockWidth, int blockHeight, int width, int height) {
    int planeHeight = plane.length / planeWidth;
    short[] averages = new short[width * height];
    int[] sums = new int[planeWidth];
    for (int y = 0; y < height; y++) {
      int top = y * blockHeight;
      int rows = Math.min(blockHeight, planeHeight - top);
      Arrays.fill(sums, 0);
      for (int row = top; row < top + rows; row++) {
        for (int x = 0; x < planeWidth; x++) {
          sums[x] += plane[row * planeWidth + x];
        }
      }
      for (int x = 0; x < width; x++) {
        int left = x * blockWidth;
        int columns = Math.min(blockWidth, planeWidth - left);
        int sum = 0;
        for (int column = left; column < left + columns; column++) {
          sum += sums[column];
        }
        int count = rows * columns;
        averages[y * width + x] = (short) ((sum + count / 2) / count);
      }
    }
    return averages;
  }
}
