package io.github.snaplabel.compiler.quantize;

/**
 * The range of a tensor's values.
 *
 * @param min smallest value
 * @param max largest value
 */
public record Range(float min, float max) {
  /** Returns the smallest range that contains both. */
  Range union(Range other) {
    return new Range(Math.min(min, other.min), Math.max(max, other.max));
  }

  /** Returns whether all values were finite. */
  boolean isFinite() {
    return Float.isFinite(min) && Float.isFinite(max);
  }

  /**
   * Returns the uint8 code of this range: {@code value = scale * (code - zeroPoint)}. The range is
   * extended to include 0, which must be exact for padding.
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
   * Parameters of an 8-bit tensor.
   *
   * @param scale difference between adjacent values
   * @param zeroPoint code of 0, in 0..255
   */
  record Uint8Code(float scale, int zeroPoint) {
    /** Returns the value after quantizing and dequantizing it. */
    float roundTrip(float value) {
      int code = Math.clamp(Math.round(value / scale) + zeroPoint, 0, 255);
      return (code - zeroPoint) * scale;
    }
  }
}
