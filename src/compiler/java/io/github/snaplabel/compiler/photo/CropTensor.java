package io.github.snaplabel.compiler.photo;

import io.github.snaplabel.classify.ModelInput;

/**
 * Resizes a crop of a photo to a network's input: bilinear with antialiasing, normalized, channels
 * first.
 *
 * <p>Used for calibration only, which needs crops of any size and mirrored ones; {@link
 * io.github.snaplabel.classify.Preprocessor} does the function's preprocessing.
 */
public final class CropTensor {
  private CropTensor() {}

  /**
   * A rectangle of a photo.
   *
   * @param x left edge, in pixels
   * @param y top edge, in pixels
   * @param width in pixels
   * @param height in pixels
   * @param mirrored whether to flip it horizontally
   */
  public record Crop(double x, double y, double width, double height, boolean mirrored) {}

  /** Returns a tensor {@code [3,size,size]}. */
  public static float[] of(Photo photo, Crop crop, ModelInput input) {
    int size = input.size();
    int width = photo.width();
    int height = photo.height();
    Taps columns = Taps.of(crop.x(), crop.width(), width, size);
    Taps rows = Taps.of(crop.y(), crop.height(), height, size);
    float[] tensor = new float[3 * size * size];
    double[] narrow = new double[height * size];
    for (int channel = 0; channel < 3; channel++) {
      double mean = input.mean().get(channel);
      double std = input.std().get(channel);
      for (int y = rows.first(); y < rows.end(); y++) {
        for (int x = 0; x < size; x++) {
          double sum = 0;
          for (int k = 0; k < columns.weights[x].length; k++) {
            int place = (channel * height + y) * width + columns.starts[x] + k;
            sum += columns.weights[x][k] * (photo.planes()[place] & 0xff);
          }
          narrow[y * size + x] = sum;
        }
      }
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          double sum = 0;
          for (int k = 0; k < rows.weights[y].length; k++) {
            sum += rows.weights[y][k] * narrow[(rows.starts[y] + k) * size + x];
          }
          int column = crop.mirrored() ? size - 1 - x : x;
          tensor[(channel * size + y) * size + column] = (float) ((sum / 255 - mean) / std);
        }
      }
    }
    return tensor;
  }

  /** The source pixels of each target pixel, and their weights. */
  private static final class Taps {
    private final int[] starts;
    private final double[][] weights;

    private Taps(int size) {
      starts = new int[size];
      weights = new double[size][];
    }

    /**
     * Computes a triangle filter with a radius of one target pixel, or one source pixel when
     * enlarging.
     */
    static Taps of(double origin, double length, int available, int size) {
      Taps all = new Taps(size);
      double step = length / size;
      double reach = Math.max(step, 1);
      for (int i = 0; i < size; i++) {
        double center = origin + (i + 0.5) * step;
        int start = Math.max(0, (int) Math.floor(center - reach));
        int end = Math.min(available, (int) Math.ceil(center + reach));
        double[] taps = new double[end - start];
        double sum = 0;
        for (int k = 0; k < taps.length; k++) {
          taps[k] = Math.max(0, 1 - Math.abs(start + k + 0.5 - center) / reach);
          sum += taps[k];
        }
        for (int k = 0; k < taps.length; k++) {
          taps[k] /= sum;
        }
        all.starts[i] = start;
        all.weights[i] = taps;
      }
      return all;
    }

    int first() {
      return starts[0];
    }

    int end() {
      return starts[starts.length - 1] + weights[weights.length - 1].length;
    }
  }
}
