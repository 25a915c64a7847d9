package io.github.snaplabel.bench;

import java.util.List;

/** Computes quantiles. */
final class Statistics {
  private Statistics() {}

  /** Returns the median. */
  static double median(List<Double> samples) {
    List<Double> sorted = samples.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** Returns the 95th percentile: the smallest sample that at least 95 % do not exceed. */
  static double p95(List<Double> samples) {
    List<Double> sorted = samples.stream().sorted().toList();
    return sorted.get((int) Math.ceil(0.95 * sorted.size()) - 1);
  }
}
