package io.github.snaplabel.classify;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The most specific class or node that an image certainly shows.
 *
 * @param name of the class or node
 * @param wnid its WordNet id; null if it has none
 * @param index of the class in the network's output, from 0; null for a node
 * @param probability combined probability of its classes, 0..1, rounded to a millionth
 * @param path names from its category down to itself
 * @param zh the class or node in Chinese; null if not requested, or if the model has no Chinese
 *     names
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SureLabel(
    String name,
    @Nullable String wnid,
    @Nullable Integer index,
    double probability,
    List<String> path,
    @Nullable LocalName zh) {
  /** Copies the path. */
  public SureLabel {
    path = List.copyOf(path);
  }

  /** Creates a label without a Chinese name. */
  public SureLabel(
      String name,
      @Nullable String wnid,
      @Nullable Integer index,
      double probability,
      List<String> path) {
    this(name, wnid, index, probability, path, null);
  }

  /**
   * Finds the label: the most probable of the classes and nodes that reach the requested certainty
   * and have none below them that does. There is more than one of these only if the certainty is at
   * most 0.5, or the activation is a sigmoid.
   *
   * @param probabilities of the classes, in their order
   * @return null if not even a category is certain
   */
  static @Nullable SureLabel of(
      double[] probabilities, Hierarchy hierarchy, LabelOptions options, Activation activation) {
    double[] together =
        hierarchy.together(selected(probabilities, hierarchy, options.selection()), activation);
    boolean[] covered = new boolean[together.length];
    int best = -1;
    // From the classes up, because each term is after its parent.
    for (int position = together.length - 1; position >= 0; position--) {
      boolean certain =
          together[position] >= options.certainty() && options.selection().contains(position);
      if (certain && !covered[position] && (best < 0 || together[position] >= together[best])) {
        best = position;
      }
      int parent = hierarchy.get(position).parent();
      if (parent != Hierarchy.NO_PARENT) {
        covered[parent] |= certain || covered[position];
      }
    }
    return best < 0 ? null : of(best, together[best], hierarchy, options.language());
  }

  private static SureLabel of(
      int position, double probability, Hierarchy hierarchy, Language language) {
    Hierarchy.Term term = hierarchy.get(position);
    return new SureLabel(
        term.name(),
        term.wnid(),
        position < hierarchy.nodes() ? null : position - hierarchy.nodes(),
        Prediction.rounded(Math.min(probability, 1)),
        hierarchy.path(position),
        hierarchy.localName(position, language));
  }

  /** Returns the probability of each class, in their order; 0 if it is not selected. */
  private static double[] selected(
      double[] probabilities, Hierarchy hierarchy, Selection selection) {
    double[] selected = new double[probabilities.length];
    for (int index = 0; index < selected.length; index++) {
      boolean contained = selection.contains(hierarchy.positionOfClass(index));
      selected[index] = contained ? probabilities[index] : 0;
    }
    return selected;
  }
}
