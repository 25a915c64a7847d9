package io.github.snaplabel.classify;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The function that turns a network's logits into probabilities. */
public enum Activation {
  /** For one correct class: the probabilities of all classes add up to 1. */
  @JsonProperty("softmax")
  SOFTMAX,
  /** For several correct classes: each has a probability of its own. */
  @JsonProperty("sigmoid")
  SIGMOID;

  /**
   * Returns what {@link #probability} needs besides a logit: the log-sum-exp of all logits for a
   * softmax, 0 for a sigmoid.
   */
  public double normalizer(float[] scores) {
    if (this == SIGMOID) {
      return 0;
    }
    // Shifted by the maximum, so that no exponential overflows.
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
   * Returns the probability, 0..1, of one class.
   *
   * @param normalizer of the logits of all classes
   */
  public double probability(float score, double normalizer) {
    // If exp overflows to infinity, the quotient is 0, which is correct.
    return this == SIGMOID ? 1 / (1 + Math.exp(-score)) : Math.exp(score - normalizer);
  }

  /**
   * Returns the probability that an image shows one class or another. With a softmax, classes
   * exclude each other. With a sigmoid, they do not, and how they depend on each other is unknown,
   * so the result is a lower bound: the greater of the two.
   */
  public double either(double one, double other) {
    return this == SIGMOID ? Math.max(one, other) : one + other;
  }
}
