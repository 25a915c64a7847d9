package io.github.snaplabel.rekognition;

import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.classify.Selection;
import io.github.snaplabel.rekognition.DetectLabelsResponse.DetectedLabel;
import io.github.snaplabel.rekognition.DetectLabelsResponse.LabelName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the labels of an image: classes, and the nodes above them. The confidence of a node is the
 * combined confidence of its classes.
 *
 * @param selection what labels may name
 */
record LabelFinder(Hierarchy hierarchy, Activation activation, Selection selection) {
  /**
   * Returns the labels that a request asks for, most confident first; of equally confident ones,
   * the more specific first.
   *
   * @param predictions of all selected classes
   */
  List<DetectedLabel> find(List<Prediction> predictions, DetectLabelsRequest request) {
    double[] confidences = confidences(predictions);
    List<Integer> found = new ArrayList<>();
    for (int position = confidences.length - 1; position >= 0; position--) {
      if (selection.contains(position)
          && confidences[position] >= request.minConfidence()
          && request.filters().accept(name(position), category(position))) {
        found.add(position);
      }
    }
    found.sort((one, other) -> Double.compare(confidences[other], confidences[one]));
    return found.stream()
        .limit(request.maxLabels())
        .map(position -> label(position, confidences[position]))
        .toList();
  }

  /** Returns the confidence of each class and node, in percent. */
  private double[] confidences(List<Prediction> predictions) {
    double[] probabilities = new double[hierarchy.classes()];
    for (Prediction prediction : predictions) {
      probabilities[prediction.index()] = prediction.probability();
    }
    return Arrays.stream(hierarchy.together(probabilities, activation))
        .map(LabelFinder::percent)
        .toArray();
  }

  /** Converts a probability to percent, rounded to the same digits. */
  private static double percent(double probability) {
    return Math.round(Math.min(probability, 1) * 1e6) / 1e4;
  }

  private DetectedLabel label(int position, double confidence) {
    String category = category(position);
    return new DetectedLabel(
        name(position),
        confidence,
        List.of(),
        named(hierarchy.parents(position)),
        named(hierarchy.get(position).aliases()),
        category.isEmpty() ? List.of() : List.of(new LabelName(category)));
  }

  private String name(int position) {
    return TitleCase.of(hierarchy.get(position).name());
  }

  /** Returns the first node of a term's path, or an empty string for a class without nodes. */
  private String category(int position) {
    boolean isNode = position < hierarchy.nodes();
    return isNode || hierarchy.get(position).parent() != Hierarchy.NO_PARENT
        ? TitleCase.of(hierarchy.path(position).getFirst())
        : "";
  }

  private static List<LabelName> named(List<String> names) {
    return names.stream().map(name -> new LabelName(TitleCase.of(name))).toList();
  }
}
