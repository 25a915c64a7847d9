package io.github.snaplabel.classify;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a network's logits become probabilities. */
public enum Activation {
  /** One class is right: the probabilities of all classes sum to one. */
  @JsonProperty("softmax")
  SOFTMAX,
  /** Several classes may be right: each has a probability of its own. */
  @JsonProperty("sigmoid")
  SIGMOID;

  /** Returns what {@link #probability} needs besides a score: log-sum-exp for softmax, else 0. */
  public double normalizer(float[] scores) {
    if (this == SIGMOID) {
      return 0;
    }
    // Shifted by the maximum: no score is too large for an exponential then.
    float max = scores[0];
    for (float score : scores) {
      max = Math.max(max, score);
    }
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp(score - max);
    }
    return max + Math.log(sum);
  }

  /**
   * Returns the probability, 0..1, of one score.
   *
   * @param normalizer of the scores of all classes
   */
  public double probability(float score, double normalizer) {
    // Where exp overflows to infinity, the quotient is 0, as it should be.
    return this == SIGMOID ? 1 / (1 + Math.exp(-score)) : Math.exp(score - normalizer);
  }
}
