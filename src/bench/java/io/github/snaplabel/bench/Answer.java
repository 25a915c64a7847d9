package io.github.snaplabel.bench;

import java.util.Locale;

/**
 * A peer's prediction for one image, and how long it took.
 *
 * @param decodeMs file bytes to pixels, in ms
 * @param preprocessMs pixels to network input, in ms
 * @param inferenceMs network input to best class, in ms
 * @param totalMs all steps, in ms
 * @param top1 index of the best class
 */
record Answer(double decodeMs, double preprocessMs, double inferenceMs, double totalMs, int top1) {
  /**
   * Creates an answer from readings of {@link System#nanoTime()} at the start and after each step.
   */
  static Answer between(long start, long decoded, long preprocessed, long end, int top1) {
    return new Answer(
        milliseconds(decoded - start),
        milliseconds(preprocessed - decoded),
        milliseconds(end - preprocessed),
        milliseconds(end - start),
        top1);
  }

  private static double milliseconds(long nanoseconds) {
    return nanoseconds / 1e6;
  }

  /**
   * Returns one line of JSON, formatted without a library, which would slow down a peer's start.
   */
  String toJson() {
    return String.format(
        Locale.ROOT,
        "{\"decodeMs\":%.3f,\"preprocessMs\":%.3f,\"inferenceMs\":%.3f,\"totalMs\":%.3f,\"top1\":%d}",
        decodeMs,
        preprocessMs,
        inferenceMs,
        totalMs,
        top1);
  }
}
