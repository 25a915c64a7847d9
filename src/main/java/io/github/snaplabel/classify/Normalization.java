package io.github.snaplabel.classify;

import java.nio.FloatBuffer;

/**
 * Converts bytes to the floats that the network was trained on: {@code (v / 255 - mean) / std},
 * with the mean and the standard deviation of each color.
 *
 * <p>Every step is rounded to 32 bits, as in TorchVision's {@code ToTensor} and {@code Normalize}.
 * A byte has only 256 values, so the results come from a table. Immutable.
 */
final class Normalization {
  /** {@code [3][256]}. */
  private final float[][] table = new float[3][256];

  Normalization(ModelInput input) {
    for (int channel = 0; channel < table.length; channel++) {
      float mean = input.mean().get(channel).floatValue();
      float std = input.std().get(channel).floatValue();
      for (int value = 0; value < 256; value++) {
        table[channel][value] = (value / 255f - mean) / std;
      }
    }
  }

  /**
   * Normalizes the pixels of an image.
   *
   * @param planes red, green and blue, one after the other, as unsigned bytes
   * @param tensor receives as many floats in the same order, from index 0 on; its position does not
   *     change
   */
  void apply(byte[] planes, FloatBuffer tensor) {
    float[] plane = new float[planes.length / table.length];
    for (int channel = 0; channel < table.length; channel++) {
      int start = channel * plane.length;
      float[] values = table[channel];
      for (int i = 0; i < plane.length; i++) {
        plane[i] = values[planes[start + i] & 0xFF];
      }
      tensor.put(start, plane);
    }
  }
}
