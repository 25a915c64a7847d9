package io.github.snaplabel.classify;

import java.util.ArrayList;
import java.util.List;

/** What the network says of one picture: a raw score for each class. Immutable. */
public final class Logits {
  private final float[] scores;

  /**
   * Takes the scores as they are.
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

  /** A copy of the scores, in the order of the classes. */
  public float[] toArray() {
    return scores.clone();
  }

  /**
   * Returns the most probable classes, best first; of equally probable ones the lower index. More
   * than there are gives them all.
   *
   * @throws IllegalArgumentException if there is not one label for each score
   */
  public List<Prediction> top(TopK wanted, Labels labels, Activation activation) {
    if (labels.size() != scores.length) {
      throw new IllegalArgumentException(
          "The network has %d classes, the labels have %d".formatted(scores.length, labels.size()));
    }
    double normalizer = activation.normalizer(scores);
    int[] best = bestIndices(Math.min(wanted.count(), scores.length));
    List<Prediction> predictions = new ArrayList<>(best.length);
    for (int index : best) {
      double probability = activation.probability(scores[index], normalizer);
      if (probability < wanted.minConfidence()) {
        break;
      }
      Labels.ClassLabel label = labels.get(index);
      predictions.add(
          new Prediction(
              predictions.size() + 1, label.name(), label.wnid(), index, rounded(probability)));
    }
    return List.copyOf(predictions);
  }

  /** A float32 logit carries no more digits. */
  private static double rounded(double probability) {
    return Math.round(probability * 1e6) / 1e6;
  }

  /**
   * An insertion sort that keeps k: for the small k that is asked for, one pass over the scores.
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
