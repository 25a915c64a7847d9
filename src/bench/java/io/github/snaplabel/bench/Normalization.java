package io.github.snaplabel.bench;

/** Normalizes with ImageNet's mean and standard deviation of red, green and blue. */
final class Normalization {
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  private Normalization() {}

  /**
   * Normalizes one value.
   *
   * @param value 0..255
   */
  static float apply(int channel, int value) {
    return (value / 255f - MEAN[channel]) / DEVIATION[channel];
  }
}
