package io.github.snaplabel.classify;

/**
 * How long the steps of one picture took, in milliseconds.
 *
 * @param decodeMs from the file's bytes to pixels
 * @param preprocessMs from pixels to the network's input
 * @param inferenceMs from the network's input to logits
 * @param totalMs all of it, top-k included
 */
public record Timing(double decodeMs, double preprocessMs, double inferenceMs, double totalMs) {
  /** Made of readings of {@link System#nanoTime()} at the start and after each step. */
  static Timing between(long start, long decoded, long preprocessed, long inferred, long end) {
    return new Timing(
        milliseconds(decoded - start),
        milliseconds(preprocessed - decoded),
        milliseconds(inferred - preprocessed),
        milliseconds(end - start));
  }

  /** To a hundredth: what lies below is noise. */
  private static double milliseconds(long nanoseconds) {
    return Math.round(nanoseconds / 1e4) / 100.0;
  }
}
