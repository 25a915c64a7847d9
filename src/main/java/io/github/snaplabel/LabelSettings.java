package io.github.snaplabel;

import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.Selection;
import io.github.snaplabel.classify.TopK;
import io.github.snaplabel.classify.UnknownLabelException;
import java.util.List;

/**
 * Settings of the labels in responses and tags.
 *
 * @param certainty the lowest probability of an image's label, 0..1
 * @param include names or WordNet ids of the classes and nodes that labels may name; empty for all
 * @param exclude names or WordNet ids of the classes and nodes that labels must not name
 */
public record LabelSettings(double certainty, List<String> include, List<String> exclude) {
  /** Describes the allowed values of {@link Settings#INCLUDE} and {@link Settings#EXCLUDE}. */
  static final String ALLOWED = "names or WordNet ids of classes and nodes, separated by commas";

  /** Copies the lists. */
  public LabelSettings {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** Splits a comma-separated list; throws IllegalArgumentException if it contains no name. */
  static List<String> names(String list) {
    List<String> names = Selection.names(list);
    if (names.isEmpty()) {
      throw new IllegalArgumentException(list);
    }
    return names;
  }

  /**
   * Returns the options for a model's classes.
   *
   * @throws SettingsException if no class or node of the model has one of the names
   */
  public LabelOptions options(Hierarchy hierarchy) {
    try {
      return new LabelOptions(TopK.DEFAULT, certainty, Selection.of(hierarchy, include, exclude));
    } catch (UnknownLabelException e) {
      String name = include.contains(e.label()) ? Settings.INCLUDE : Settings.EXCLUDE;
      throw new SettingsException(
          "%s: the model has no class and no node called '%s'".formatted(name, e.label()));
    }
  }
}
