package io.github.snaplabel.tagging;

import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.Prediction;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Formats the tags of an image and merges them with the object's existing tags. Immutable.
 *
 * <p>S3 allows ten tags per object. Tags of the user are always kept. If not all of our tags fit,
 * the last of these are left out: label, confidence, labels, model; or error, model.
 */
public final class LabelTags {
  static final int MAX_TAGS = 10;

  private static final String SEPARATOR = " / ";

  private final String model;
  private final String labelKey;
  private final String confidenceKey;
  private final String labelsKey;
  private final String modelKey;
  private final String errorKey;
  private final Set<String> ours;

  /**
   * Creates the tags' keys.
   *
   * @param prefix of the keys, in S3's alphabet
   * @param model that labels the images, including its version
   */
  public LabelTags(String prefix, String model) {
    this.model = TagAlphabet.fold(model);
    this.labelKey = prefix + ":label";
    this.confidenceKey = prefix + ":confidence";
    this.labelsKey = prefix + ":labels";
    this.modelKey = prefix + ":model";
    this.errorKey = prefix + ":error";
    this.ours = Set.of(labelKey, confidenceKey, labelsKey, modelKey, errorKey);
  }

  /** Returns the tags of a labeled image; only the model's tag if it has no predictions. */
  Map<String, String> of(LabeledImage image) {
    Map<String, String> tags = new LinkedHashMap<>();
    List<Prediction> predictions = image.predictions();
    if (!predictions.isEmpty()) {
      tags.put(labelKey, name(predictions.getFirst()));
      tags.put(confidenceKey, probability(predictions.getFirst()));
      tags.put(labelsKey, line(image));
    }
    tags.put(modelKey, model);
    return tags;
  }

  /** Returns the tags of an image that cannot be read. */
  Map<String, String> error(String code) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(errorKey, TagAlphabet.fold(code));
    tags.put(modelKey, model);
    return tags;
  }

  /** Returns whether an object's tags were written with this model. */
  boolean areFromThisModel(Map<String, String> tags) {
    return model.equals(tags.get(modelKey));
  }

  /** Returns whether an object's tags include any of ours. */
  boolean areIn(Map<String, String> tags) {
    return !Collections.disjoint(ours, tags.keySet());
  }

  /** Returns an object's tags, with our previous tags replaced by new ones. */
  Map<String, String> merge(Map<String, String> present, Map<String, String> added) {
    Map<String, String> merged = new LinkedHashMap<>(present);
    merged.keySet().removeAll(ours);
    added.forEach((key, value) -> {
      if (merged.size() < MAX_TAGS) {
        merged.put(key, value);
      }
    });
    return merged;
  }

  /** Returns the best predictions that fit into one tag's value: {@code alp=0.548 / ...}. */
  static String line(LabeledImage image) {
    StringBuilder line = new StringBuilder();
    for (Prediction prediction : image.predictions()) {
      String entry = name(prediction) + "=" + probability(prediction);
      String next = line.isEmpty() ? entry : SEPARATOR + entry;
      if (line.length() + next.length() > TagAlphabet.MAX_VALUE_LENGTH) {
        break;
      }
      line.append(next);
    }
    return line.toString();
  }

  /** Returns a label in S3's alphabet, or the class's index if no character of it is allowed. */
  private static String name(Prediction prediction) {
    String folded = TagAlphabet.fold(prediction.label()).replace(SEPARATOR, "/");
    return folded.isEmpty() ? "class " + prediction.index() : folded;
  }

  private static String probability(Prediction prediction) {
    return String.format(Locale.ROOT, "%.3f", prediction.probability());
  }
}
