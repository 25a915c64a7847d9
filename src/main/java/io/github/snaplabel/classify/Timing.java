package io.github.snaplabel.classify;

/**
 * The duration of each step for one image, in milliseconds.
 *
 * @param decodeMs from the bytes of the file to pixels
 * @param preprocessMs from pixels to the network's input
 * @param inferenceMs from the network's input to logits
 * @param totalMs all steps and the selection of the best classes
 */
public record Timing(double decodeMs, double preprocessMs, double inferenceMs, double totalMs) {
  /** Returns the durations between readings of {@link System#nanoTime()}. */
  static Timing between(long start, long decoded, long preprocessed, long inferred, long end) {
    return new Timing(
        milliseconds(decoded - start),
        milliseconds(preprocessed - decoded),
        milliseconds(inferred - preprocessed),
        milliseconds(end - start));
  }

  /** Rounds to a hundredth: further digits are noise. */
  private static double milliseconds(long nanoseconds) {
    return Math.round(nanoseconds / 1e4) / 100.0;
  }
}
