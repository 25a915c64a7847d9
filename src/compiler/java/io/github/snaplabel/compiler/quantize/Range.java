package io.github.snaplabel.compiler.quantize;

/**
 * The values that a tensor took.
 *
 * @param min the least
 * @param max the greatest
 */
public record Range(float min, float max) {
  /** The range of both. */
  Range union(Range other) {
    return new Range(Math.min(min, other.min), Math.max(max, other.max));
  }

  /** Whether all values were numbers, and none infinite. */
  boolean isFinite() {
    return Float.isFinite(min) && Float.isFinite(max);
  }

  /**
   * The uint8 code for these values: {@code value = scale (code - zeroPoint)}. The range is widened
   * to hold 0, which padding needs to be exact.
   */
  Uint8Code code() {
    float low = Math.min(min, 0);
    float high = Math.max(max, 0);
    float scale = (high - low) / 255;
    if (scale == 0) {
      return new Uint8Code(1, 0);
    }
    return new Uint8Code(scale, (int) Math.rint(-low / (double) scale));
  }

  /**
   * How a tensor is written in 8 bits.
   *
   * @param scale the step
   * @param zeroPoint the code of 0, within 0..255
   */
  record Uint8Code(float scale, int zeroPoint) {}
}
