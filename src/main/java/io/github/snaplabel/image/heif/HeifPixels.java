package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.ChromaFormat;
import io.github.snaplabel.image.hevc.YuvPlanes;
import org.jspecify.annotations.Nullable;

/**
 * A decoded picture, converted to RGBA row by row.
 *
 * <p>Not thread-safe.
 */
public final class HeifPixels {
  private final YuvPlanes planes;
  private final @Nullable YuvPlanes alpha;
  private final YuvToRgb colors;
  private final int[] y;
  private final int[] cb;
  private final int[] cr;

  /**
   * @param alpha the alpha plane, whose size may differ; null if all pixels are opaque
   */
  HeifPixels(YuvPlanes planes, ColorDescription colors, @Nullable YuvPlanes alpha)
      throws HeifException {
    this.planes = planes;
    this.alpha = alpha;
    this.colors = YuvToRgb.of(planes, colors);
    y = new int[planes.width()];
    cb = new int[planes.width()];
    cr = new int[planes.width()];
  }

  /** Returns the width in pixels. */
  public int width() {
    return planes.width();
  }

  /** Returns the height in pixels. */
  public int height() {
    return planes.height();
  }

  /** Converts a row to pixels {@code 0xRRGGBBAA}. The array has the length of the width. */
  public void readRow(int row, int[] pixels) {
    widen(planes.y(), row * width(), 1, y);
    if (planes.chroma() != ChromaFormat.GRAY) {
      int columns = Subsampling.horizontal(planes.chroma());
      int start = row / Subsampling.vertical(planes.chroma()) * Subsampling.chromaWidth(planes);
      widen(planes.cb(), start, columns, cb);
      widen(planes.cr(), start, columns, cr);
    }
    colors.convert(y, cb, cr, pixels);
    if (alpha != null) {
      addAlpha(alpha, row, pixels);
    }
  }

  /** Copies samples to {@code int}s, each of them once or twice. */
  private static void widen(short[] plane, int start, int times, int[] samples) {
    if (times == 1) {
      for (int x = 0; x < samples.length; x++) {
        samples[x] = plane[start + x];
      }
    } else {
      for (int x = 0; x < samples.length; x++) {
        samples[x] = plane[start + (x >> 1)];
      }
    }
  }

  private void addAlpha(YuvPlanes opacities, int row, int[] pixels) {
    int shift = opacities.lumaBitDepth() - Byte.SIZE;
    long from = (long) row * opacities.height() / height() * opacities.width();
    for (int x = 0; x < pixels.length; x++) {
      int column = (int) ((long) x * opacities.width() / width());
      pixels[x] = (pixels[x] & ~0xff) | (opacities.y()[(int) from + column] >> shift);
    }
  }
}
