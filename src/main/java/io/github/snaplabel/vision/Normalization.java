package io.github.snaplabel.vision;

import java.nio.FloatBuffer;

/**
 * Turns bytes into the floats that the network was trained on: {@code (v / 255 - mean) / deviation}
 * with the mean and the standard deviation of ImageNet's colours.
 *
 * <p>Every step is rounded to 32 bits, as in TorchVision's {@code ToTensor} and {@code Normalize};
 * a byte has 256 values, so the results are looked up. Immutable.
 */
final class Normalization {
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  /** {@code [3][256]}. */
  private final float[][] table = new float[MEAN.length][256];

  Normalization() {
    for (int channel = 0; channel < table.length; channel++) {
      for (int value = 0; value < 256; value++) {
        table[channel][value] = (value / 255f - MEAN[channel]) / DEVIATION[channel];
      }
    }
  }

  /**
   * @param planes red, green and blue, one after the other, as unsigned bytes
   * @param tensor receives as many floats in the same order, from index 0 on; its position stays
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
