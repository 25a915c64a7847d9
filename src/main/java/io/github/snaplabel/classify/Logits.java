package io.github.snaplabel.classify;

import java.util.ArrayList;
import java.util.List;

/** The output of a network for one image: a score for each class. Immutable. */
public final class Logits {
  private final float[] scores;

  /**
   * Copies the scores.
   *
   * @throws IllegalArgumentException if one is not a finite number: the network is broken
   */
  Logits(float[] scores) {
    for (int index = 0; index < scores.length; index++) {
      if (!Float.isFinite(scores[index])) {
        throw new IllegalArgumentException("logit " + index + " is " + scores[index]);
      }
    }
    this.scores = scores.clone();
  }

  /** Returns a copy of the scores, in the order of the classes. */
  public float[] toArray() {
    return scores.clone();
  }

  /**
   * Returns the most probable classes, best first, and equally probable ones in the order of their
   * indices; all classes, if more are requested.
   *
   * @throws IllegalArgumentException if the number of labels differs from that of the scores
   */
  public List<Prediction> top(TopK topK, Labels labels, Activation activation) {
    if (labels.size() != scores.length) {
      throw new IllegalArgumentException(
          "The network has %d classes, the labels have %d".formatted(scores.length, labels.size()));
    }
    double normalizer = activation.normalizer(scores);
    int[] best = bestIndices(Math.min(topK.count(), scores.length));
    List<Prediction> predictions = new ArrayList<>(best.length);
    for (int index : best) {
      double probability = activation.probability(scores[index], normalizer);
      if (probability < topK.minConfidence()) {
        break;
      }
      Labels.ClassLabel label = labels.get(index);
      predictions.add(
          new Prediction(
              predictions.size() + 1, label.name(), label.wnid(), index, rounded(probability)));
    }
    return List.copyOf(predictions);
  }

  /** Rounds to the digits that a float32 logit supports. */
  private static double rounded(double probability) {
    return Math.round(probability * 1e6) / 1e6;
  }

  /**
   * Returns the k best, by an insertion sort that keeps k: for small k, one pass over the scores.
   */
  private int[] bestIndices(int k) {
    int[] best = new int[k];
    int found = 0;
    for (int index = 0; index < scores.length; index++) {
      int place = found;
      while (place > 0 && scores[index] > scores[best[place - 1]]) {
        place--;
      }
      if (place < k) {
        found = Math.min(found + 1, k);
        System.arraycopy(best, place, best, place + 1, found - place - 1);
        best[place] = index;
      }
    }
    return best;
  }
}
