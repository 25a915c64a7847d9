package io.github.snaplabel.tagging;

import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.classify.LocalName;
import io.github.snaplabel.classify.Prediction;
import io.github.snaplabel.classify.SureLabel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Formats the tags of an image and merges them with the object's existing tags. Immutable.
 *
 * <p>S3 allows ten tags per object. The user's tags are always kept. If not all of our tags fit,
 * the last ones in the order of {@link OwnTag} are left out.
 */
public final class LabelTags {
  static final int MAX_TAGS = 10;

  private static final String SEPARATOR = " / ";
  private static final String PATH_SEPARATOR = "/";

  private final String prefix;
  private final Set<OwnTag> written;
  private final String model;
  private final Set<String> ours;

  /**
   * Creates the tags' keys.
   *
   * @param prefix of the keys, in S3's alphabet
   * @param written the tags to write
   * @param model that labels the images, including its version
   */
  public LabelTags(String prefix, Set<OwnTag> written, String model) {
    this.prefix = prefix;
    this.written = Set.copyOf(written);
    this.model = TagAlphabet.fold(model);
    this.ours =
        OwnTag.ALL.stream().map(tag -> tag.key(prefix)).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns the tags of a labeled image, in the language in which it has names. If no label is
   * certain, the tags of the label are missing; if there are no predictions, their list is.
   */
  Map<String, String> of(LabeledImage image) {
    Map<OwnTag, String> tags = new EnumMap<>(OwnTag.class);
    SureLabel label = image.label();
    if (label != null) {
      List<String> path = legalPath(label);
      tags.put(OwnTag.LABEL, legal(name(label.zh(), label.name()), label.index()));
      // A class of a flat list has no category.
      if (path.size() > 1 || label.index() == null) {
        tags.put(OwnTag.CATEGORY, path.getFirst());
      }
      tags.put(OwnTag.PATH, fitting(path, PATH_SEPARATOR));
      tags.put(OwnTag.CONFIDENCE, probability(label.probability()));
    }
    if (!image.predictions().isEmpty()) {
      tags.put(OwnTag.LABELS, line(image));
    }
    tags.put(OwnTag.MODEL, model);
    return keyed(tags);
  }

  /** Returns the tags of an image that cannot be read. */
  Map<String, String> error(String code) {
    Map<OwnTag, String> tags = new EnumMap<>(OwnTag.class);
    tags.put(OwnTag.ERROR, TagAlphabet.fold(code));
    tags.put(OwnTag.MODEL, model);
    return keyed(tags);
  }

  /** Returns the tags that are written, by key, the most important first. */
  private Map<String, String> keyed(Map<OwnTag, String> tags) {
    Map<String, String> keyed = new LinkedHashMap<>();
    tags.forEach((tag, value) -> {
      if (written.contains(tag)) {
        keyed.put(tag.key(prefix), value);
      }
    });
    return keyed;
  }

  /**
   * Returns whether an object has been labeled: with this model or, if the model's tag is not
   * written, with any.
   */
  boolean isLabeled(Map<String, String> tags) {
    return written.contains(OwnTag.MODEL)
        ? model.equals(tags.get(OwnTag.MODEL.key(prefix)))
        : areIn(tags);
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
    return fitting(
        image.predictions().stream()
            .map(prediction -> name(prediction) + "=" + probability(prediction.probability()))
            .toList(),
        SEPARATOR);
  }

  /** Returns a prediction's name without the separator of the list. */
  private static String name(Prediction prediction) {
    String name = name(prediction.zh(), prediction.label());
    return legal(name, prediction.index()).replace(SEPARATOR, "/");
  }

  private static String name(@Nullable LocalName local, String name) {
    return local == null ? name : local.name();
  }

  /**
   * Returns a name in S3's alphabet; if nothing is left of it, {@code class} and the index, or
   * {@code unnamed} for a node.
   *
   * @param index null for a node
   */
  public static String legal(String name, @Nullable Integer index) {
    String folded = TagAlphabet.fold(name);
    if (!folded.isEmpty()) {
      return folded;
    }
    return index == null ? "unnamed" : "class " + index;
  }

  private static List<String> legalPath(SureLabel label) {
    return legalPath(label.zh() == null ? label.path() : label.zh().path(), label.index());
  }

  /**
   * Returns the names of a path as a tag contains them.
   *
   * @param index of the class that the path leads to; null for a node
   */
  public static List<String> legalPath(List<String> path, @Nullable Integer index) {
    List<String> names = new ArrayList<>();
    for (String name : path) {
      boolean last = names.size() == path.size() - 1;
      names.add(legal(name.replace(PATH_SEPARATOR, " "), last ? index : null));
    }
    return names;
  }

  /** Returns as many entries, from the first on, as fit into one tag's value. */
  private static String fitting(List<String> entries, String separator) {
    StringBuilder value = new StringBuilder();
    for (String entry : entries) {
      String next = value.isEmpty() ? entry : separator + entry;
      if (value.length() + next.length() > TagAlphabet.MAX_VALUE_LENGTH) {
        break;
      }
      value.append(next);
    }
    return value.toString();
  }

  private static String probability(double probability) {
    return String.format(Locale.ROOT, "%.3f", probability);
  }
}
