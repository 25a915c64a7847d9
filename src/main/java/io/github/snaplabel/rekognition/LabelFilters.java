package io.github.snaplabel.rekognition;

import java.util.Locale;
import java.util.Set;

/**
 * Which labels a response may contain. A name that no label has selects nothing. All names are in
 * lower case.
 *
 * @param labels included; all are if {@code categories} is empty, too
 * @param notLabels excluded
 * @param categories whose labels are included
 * @param notCategories whose labels are excluded
 */
record LabelFilters(
    Set<String> labels, Set<String> notLabels, Set<String> categories, Set<String> notCategories) {
  /** Copies the sets. */
  LabelFilters {
    labels = Set.copyOf(labels);
    notLabels = Set.copyOf(notLabels);
    categories = Set.copyOf(categories);
    notCategories = Set.copyOf(notCategories);
  }

  /**
   * Returns whether a label may be in the response: something includes it, and nothing excludes it.
   *
   * @param category empty if it has none
   */
  boolean accept(String label, String category) {
    String name = label.toLowerCase(Locale.ROOT);
    String group = category.toLowerCase(Locale.ROOT);
    boolean included =
        (labels.isEmpty() && categories.isEmpty())
            || labels.contains(name)
            || categories.contains(group);
    return included && !notLabels.contains(name) && !notCategories.contains(group);
  }
}
