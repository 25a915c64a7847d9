package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.ChromaFormat;
import io.github.snaplabel.image.hevc.YuvPlanes;

/**
 * Rotates, mirrors and crops pictures. Where subsampled chroma would no longer be aligned with
 * luma, because a side or an offset is odd, chroma is first upsampled to 4:4:4, as in libheif.
 */
final class PlaneTransformer {
  private PlaneTransformer() {}

  /** Rotates by quarter turns, counter-clockwise. */
  static YuvPlanes rotate(YuvPlanes planes, int quarterTurns) {
    if (quarterTurns == 0) {
      return planes;
    }
    YuvPlanes source = rotatable(planes, quarterTurns) ? planes : ChromaUpsampling.apply(planes);
    boolean swapped = quarterTurns != 2;
    return Subsampling.transform(
        source,
        swapped ? source.height() : source.width(),
        swapped ? source.width() : source.height(),
        (plane, width, height) -> rotate(plane, width, height, quarterTurns));
  }

  private static boolean rotatable(YuvPlanes planes, int quarterTurns) {
    boolean oddWidth = planes.width() % 2 != 0;
    boolean oddHeight = planes.height() % 2 != 0;
    return switch (planes.chroma()) {
      case GRAY, YUV444 -> true;
      case YUV422 -> quarterTurns == 2 && !oddHeight;
      case YUV420 ->
          switch (quarterTurns) {
            case 1 -> !oddWidth;
            case 2 -> !oddWidth && !oddHeight;
            default -> !oddHeight;
          };
    };
  }

  private static short[] rotate(short[] plane, int width, int height, int quarterTurns) {
    short[] rotated = new short[plane.length];
    switch (quarterTurns) {
      case 1 -> {
        for (int y = 0; y < width; y++) {
          for (int x = 0; x < height; x++) {
            rotated[y * height + x] = plane[x * width + width - 1 - y];
          }
        }
      }
      case 2 -> {
        for (int i = 0; i < plane.length; i++) {
          rotated[i] = plane[plane.length - 1 - i];
        }
      }
      default -> {
        for (int y = 0; y < width; y++) {
          for (int x = 0; x < height; x++) {
            rotated[y * height + x] = plane[(height - 1 - x) * width + y];
          }
        }
      }
    }
    return rotated;
  }

  /** Swaps left and right, or top and bottom. */
  static YuvPlanes mirror(YuvPlanes planes, boolean leftRight) {
    boolean oddWidth = planes.width() % 2 != 0;
    boolean oddHeight = planes.height() % 2 != 0;
    boolean upsampled =
        switch (planes.chroma()) {
          case GRAY, YUV444 -> false;
          case YUV422 -> leftRight && oddWidth;
          case YUV420 -> oddWidth || oddHeight;
        };
    YuvPlanes source = upsampled ? ChromaUpsampling.apply(planes) : planes;
    return Subsampling.transform(
        source,
        source.width(),
        source.height(),
        (plane, width, height) -> mirror(plane, width, height, leftRight));
  }

  private static short[] mirror(short[] plane, int width, int height, boolean leftRight) {
    short[] mirrored = new short[plane.length];
    for (int y = 0; y < height; y++) {
      if (leftRight) {
        for (int x = 0; x < width; x++) {
          mirrored[y * width + x] = plane[y * width + width - 1 - x];
        }
      } else {
        System.arraycopy(plane, (height - 1 - y) * width, mirrored, y * width, width);
      }
    }
    return mirrored;
  }

  /** Returns the part of a picture at these columns and rows of luma. */
  static YuvPlanes crop(YuvPlanes planes, PixelRange columns, PixelRange rows) {
    ChromaFormat chroma = planes.chroma();
    boolean aligned =
        columns.start() % Subsampling.horizontal(chroma) == 0
            && rows.start() % Subsampling.vertical(chroma) == 0;
    YuvPlanes source = aligned ? planes : ChromaUpsampling.apply(planes);
    return Subsampling.transform(
        source,
        columns.count(),
        rows.count(),
        (plane, width, height) -> {
          boolean luma = width == source.width() && height == source.height();
          int stepX = luma ? 1 : Subsampling.horizontal(source.chroma());
          int stepY = luma ? 1 : Subsampling.vertical(source.chroma());
          return crop(
              plane,
              width,
              new PixelRange(columns.start() / stepX, Math.ceilDiv(columns.count(), stepX)),
              new PixelRange(rows.start() / stepY, Math.ceilDiv(rows.count(), stepY)));
        });
  }

  private static short[] crop(short[] plane, int width, PixelRange columns, PixelRange rows) {
    short[] cropped = new short[columns.count() * rows.count()];
    for (int y = 0; y < rows.count(); y++) {
      int from = (rows.start() + y) * width + columns.start();
      System.arraycopy(plane, from, cropped, y * columns.count(), columns.count());
    }
    return cropped;
  }
}
