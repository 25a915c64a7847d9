package io.github.snaplabel.rekognition;

import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.Hierarchy;
import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.classify.Selection;
import io.github.snaplabel.rekognition.DetectLabelsResponse.DetectedLabel;
import io.github.snaplabel.rekognition.DetectLabelsResponse.LabelName;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the labels of an image: the classes, and the nodes above them, whose confidence is that of
 * their classes together.
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
    double[] probabilities = new double[hierarchy.size()];
    for (Prediction prediction : predictions) {
      probabilities[hierarchy.positionOfClass(prediction.index())] = prediction.probability();
    }
    // From the classes up, because each term is after its parent.
    for (int position = probabilities.length - 1; position >= 0; position--) {
      int parent = hierarchy.get(position).parent();
      if (parent != Hierarchy.NO_PARENT) {
        probabilities[parent] = activation.either(probabilities[parent], probabilities[position]);
      }
      probabilities[position] = percent(probabilities[position]);
    }
    return probabilities;
  }

  /** Returns as many digits as a probability has. */
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

  /** Returns the first node on the way to a term, or an empty text for a class without nodes. */
  private String category(int position) {
    int top = position;
    for (int above = position;
        above != Hierarchy.NO_PARENT;
        above = hierarchy.get(above).parent()) {
      top = above;
    }
    return top < hierarchy.nodes() ? name(top) : "";
  }

  private static List<LabelName> named(List<String> names) {
    return names.stream().map(name -> new LabelName(TitleCase.of(name))).toList();
  }
}
