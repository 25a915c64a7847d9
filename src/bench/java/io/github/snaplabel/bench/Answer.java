package io.github.snaplabel.bench;

import java.util.Locale;

/**
 * What a peer says of one picture, and how long it took.
 *
 * @param decodeMs from the file's bytes to pixels, in milliseconds
 * @param preprocessMs from pixels to the network's input
 * @param inferenceMs from the network's input to the best class
 * @param totalMs all of it
 * @param top1 index of the best class
 */
record Answer(double decodeMs, double preprocessMs, double inferenceMs, double totalMs, int top1) {
  /** Made of readings of {@link System#nanoTime()} at the start and after each step. */
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

  /** One line of JSON; by hand, so that a peer's start does not pay for a library. */
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
