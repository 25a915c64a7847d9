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
 * The tags that a picture gets, and how they go together with those that it has. Immutable.
 *
 * <p>S3 allows ten tags an object. Those of the user always stay; if there is no room for all of
 * ours, the last ones are left out: label, confidence, labels, model; error, model.
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
   * Names the tags.
   *
   * @param prefix of their keys, in S3's alphabet
   * @param model that labels, its version included
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

  /** Our tags for a picture: only the model's if nothing was probable enough. */
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

  /** Our tags for a picture that cannot be read. */
  Map<String, String> error(String code) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(errorKey, TagAlphabet.fold(code));
    tags.put(modelKey, model);
    return tags;
  }

  /** Whether an object's tags tell that this model has seen it. */
  boolean isSeen(Map<String, String> tags) {
    return model.equals(tags.get(modelKey));
  }

  /** Whether any of ours is among an object's tags. */
  boolean areAmong(Map<String, String> tags) {
    return !Collections.disjoint(ours, tags.keySet());
  }

  /** An object's tags with ours in place of those that we gave it before. */
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

  /** All predictions, best first, as many as one tag's value holds: {@code alp=0.652 / ...}. */
  static String line(LabeledImage image) {
    StringBuilder line = new StringBuilder();
    for (Prediction prediction : image.predictions()) {
      String entry = name(prediction) + "=" + probability(prediction);
      String next = line.isEmpty() ? entry : SEPARATOR + entry;
      if (line.length() + next.length() > TagAlphabet.MAX_VALUE) {
        break;
      }
      line.append(next);
    }
    return line.toString();
  }

  /** A label in S3's alphabet; one that has nothing of it is called by its index. */
  private static String name(Prediction prediction) {
    String folded = TagAlphabet.fold(prediction.label()).replace(SEPARATOR, "/");
    return folded.isEmpty() ? "class " + prediction.index() : folded;
  }

  private static String probability(Prediction prediction) {
    return String.format(Locale.ROOT, "%.3f", prediction.probability());
  }
}
