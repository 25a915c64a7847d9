package io.github.snaplabel.tagging;

import java.time.Duration;

/**
 * Predicts when a read of tags has to start so that it ends just after an image has been labeled.
 * Predictions follow the latest objects, because the images in a bucket are mostly similar.
 * Thread-safe.
 */
final class ReadTiming {
  /** Weight of the latest measurement in an average. */
  private static final double WEIGHT = 0.3;

  /**
   * The part of a read's time by which it should outlast the labeling. Predictions are inexact, and
   * a read that ends too early has to be repeated.
   */
  private static final double MARGIN = 0.25;

  /** By this time, files that are not images have been recognized; their tags need not be read. */
  private static final double MIN_NANOS = 1e6;

  /** Longer than labeling takes; the read then starts when the labels are known. */
  private static final Duration UNPREDICTED = Duration.ofHours(1);

  private final Average labelingPerByte = new Average();
  private final Average read = new Average();

  /** An exponentially weighted average of times in ns; NaN before the first one. */
  private static final class Average {
    double nanos = Double.NaN;

    void add(double latest) {
      nanos = Double.isNaN(nanos) ? latest : nanos + WEIGHT * (latest - nanos);
    }
  }

  /** Records how long it took to label an image of {@code bytes} bytes. */
  synchronized void labeled(long bytes, Duration time) {
    labelingPerByte.add((double) time.toNanos() / Math.max(bytes, 1));
  }

  /** Records how long a read of tags took. */
  synchronized void read(Duration time) {
    read.add((double) time.toNanos());
  }

  /** Returns the time from the start of labeling to the start of the read. */
  synchronized Duration delay(long bytes) {
    double nanos = labelingPerByte.nanos * bytes - (1 - MARGIN) * read.nanos;
    return Double.isNaN(nanos) ? UNPREDICTED : Duration.ofNanos((long) Math.max(nanos, MIN_NANOS));
  }
}
