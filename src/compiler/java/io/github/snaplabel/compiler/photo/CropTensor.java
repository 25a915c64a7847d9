package io.github.snaplabel.compiler.photo;

import io.github.snaplabel.classify.ModelInput;

/**
 * A part of a photo, scaled to a network's input: bilinear with antialiasing, normalized with the
 * network's mean and standard deviation, channels first.
 *
 * <p>Only calibration uses it, which needs crops of all sizes and mirrored ones; what the function
 * does with a picture is the vision room's business.
 */
public final class CropTensor {
  private CropTensor() {}

  /**
   * A rectangle of a photo.
   *
   * @param x of its left edge, in pixels
   * @param y of its upper edge
   * @param width in pixels
   * @param height in pixels
   * @param mirrored left and right change places
   */
  public record Crop(double x, double y, double width, double height, boolean mirrored) {}

  /** Makes a tensor {@code [3,size,size]}. */
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

  /** Which source pixels each target pixel takes, and how much of each. */
  private static final class Taps {
    private final int[] starts;
    private final double[][] weights;

    private Taps(int size) {
      starts = new int[size];
      weights = new double[size][];
    }

    /** A triangle as wide as two target pixels, or two source pixels when enlarging. */
    static Taps of(double origin, double length, int available, int size) {
      Taps all = new Taps(size);
      double step = length / size;
      double reach = Math.max(step, 1);
      for (int i = 0; i < size; i++) {
        double centre = origin + (i + 0.5) * step;
        int start = Math.max(0, (int) Math.floor(centre - reach));
        int end = Math.min(available, (int) Math.ceil(centre + reach));
        double[] taps = new double[end - start];
        double sum = 0;
        for (int k = 0; k < taps.length; k++) {
          taps[k] = Math.max(0, 1 - Math.abs(start + k + 0.5 - centre) / reach);
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
