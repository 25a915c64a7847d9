package io.github.snaplabel.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The output of a network for one image: a score for each class. Immutable. */
public final class Logits {
  /** Up to this number of predictions, a single pass is not slower than sorting all classes. */
  private static final int FEW = 64;

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

  /** Returns the indices of the k best selected classes. */
  private int[] bestIndices(LabelOptions options, Hierarchy hierarchy) {
    int count = Math.min(options.topK().count(), scores.length);
    return count <= FEW
        ? insertedIndices(count, options.selection(), hierarchy)
        : sortedIndices(count, options.selection(), hierarchy);
  }

  /** Needs one pass over the scores for small k: an insertion sort that keeps the k best. */
  private int[] insertedIndices(int count, Selection selection, Hierarchy hierarchy) {
    int[] best = new int[count];
    int found = 0;
    for (int index = 0; index < scores.length; index++) {
      if (!selection.contains(hierarchy.positionOfClass(index))) {
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

  /** Sorts all selected scores, whose time hardly depends on k. */
  private int[] sortedIndices(int count, Selection selection, Hierarchy hierarchy) {
    long[] keys = new long[scores.length];
    int found = 0;
    for (int index = 0; index < scores.length; index++) {
      if (selection.contains(hierarchy.positionOfClass(index))) {
        keys[found++] = (long) descending(scores[index]) << Integer.SIZE | index;
      }
    }
    Arrays.sort(keys, 0, found);
    int[] best = new int[Math.min(count, found)];
    for (int i = 0; i < best.length; i++) {
      best[i] = (int) keys[i];
    }
    return best;
  }

  /** Returns a number that is smaller for a larger score, and the same for an equal one. */
  private static int descending(float score) {
    // The sum is never -0, whose bits differ from those of 0.
    int bits = Float.floatToIntBits(score + 0f);
    return bits < 0 ? bits & Integer.MAX_VALUE : ~bits;
  }
}
