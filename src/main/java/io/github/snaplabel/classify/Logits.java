package io.github.snaplabel.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The output of a network for one image: a score for each class. Immutable. */
public final class Logits {
  private final float[] scores;

  /**
   * Copies the scores.
   *
   * @throws IllegalArgumentException if a score is not finite, because the network is broken
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
   * Returns the probability of each class, in the order of the classes.
   *
   * @throws IllegalArgumentException if the number of classes differs from that of the scores
   */
  double[] probabilities(Hierarchy hierarchy, Activation activation) {
    if (hierarchy.classes() != scores.length) {
      throw new IllegalArgumentException(
          "The network has %d classes, but the labels have %d"
              .formatted(scores.length, hierarchy.classes()));
    }
    double normalizer = activation.normalizer(scores);
    double[] probabilities = new double[scores.length];
    for (int index = 0; index < scores.length; index++) {
      probabilities[index] = activation.probability(scores[index], normalizer);
    }
    return probabilities;
  }

  /**
   * Returns the most probable of the selected classes, best first, and equally probable ones in the
   * order of their indices; all of them, if more are requested.
   *
   * @param probabilities of these scores
   */
  List<Prediction> top(double[] probabilities, LabelOptions options, Hierarchy hierarchy) {
    List<Prediction> predictions = new ArrayList<>();
    for (int index : bestIndices(options, hierarchy)) {
      double probability = probabilities[index];
      if (probability < options.topK().minConfidence()) {
        break;
      }
      int position = hierarchy.positionOfClass(index);
      Hierarchy.Term term = hierarchy.get(position);
      predictions.add(
          new Prediction(
              predictions.size() + 1,
              term.name(),
              term.wnid(),
              index,
              Prediction.rounded(probability),
              hierarchy.parents(position),
              term.aliases(),
              hierarchy.localName(position, options.language())));
    }
    return List.copyOf(predictions);
  }

  /**
   * Returns the indices of the k best selected classes. An insertion sort that keeps k of them
   * needs one pass over the scores, which is fast for small k.
   */
  private int[] bestIndices(LabelOptions options, Hierarchy hierarchy) {
    int[] best = new int[Math.min(options.topK().count(), scores.length)];
    int found = 0;
    for (int index = 0; index < scores.length; index++) {
      if (!options.selection().contains(hierarchy.positionOfClass(index))) {
        continue;
      }
      int place = found;
      while (place > 0 && scores[index] > scores[best[place - 1]]) {
        place--;
      }
      if (place < best.length) {
        found = Math.min(found + 1, best.length);
        System.arraycopy(best, place, best, place + 1, found - place - 1);
        best[place] = index;
      }
    }
    return Arrays.copyOf(best, found);
  }
}
