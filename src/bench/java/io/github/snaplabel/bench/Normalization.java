package io.github.snaplabel.bench;

/** ImageNet's mean and standard deviation, which the network was trained with; red, green, blue. */
final class Normalization {
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  private Normalization() {}

  /**
   * Normalises one value.
   *
   * @param value 0..255
   */
  static float apply(int channel, int value) {
    return (value / 255f - MEAN[channel]) / DEVIATION[channel];
  }
}
