package io.github.snaplabel.bench;

import java.util.List;

/** Quantiles of samples. */
final class Statistics {
  private Statistics() {}

  /** The middle sample, or the mean of the two in the middle. */
  static double median(List<Double> samples) {
    List<Double> sorted = samples.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** The least sample that 95 of 100 do not exceed. */
  static double p95(List<Double> samples) {
    List<Double> sorted = samples.stream().sorted().toList();
    return sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1);
  }
}
