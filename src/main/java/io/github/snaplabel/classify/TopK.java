package io.github.snaplabel.classify;

/**
 * Which predictions to return.
 *
 * @param count maximum number of predictions, at least 1
 * @param minConfidence the lowest probability of each, 0..1
 */
public record TopK(int count, double minConfidence) {
  /** The five most probable classes, at any probability. */
  public static final TopK DEFAULT = new TopK(5, 0);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the count is below 1 or the confidence not in 0..1
   */
  public TopK {
    if (count < 1) {
      throw new IllegalArgumentException("top-k must be at least 1, not " + count);
    }
    if (!(minConfidence >= 0 && minConfidence <= 1)) {
      throw new IllegalArgumentException(
          "the minimum confidence must be between 0 and 1, not " + minConfidence);
    }
  }
}
