package io.github.snaplabel.tagging;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The tags that SnapLabel writes. If not all of them fit, the last ones are left out. */
public enum OwnTag {
  /** The most specific class or node that is certain. */
  LABEL,
  /** The category of that label. */
  CATEGORY,
  /** The names from the category down to the label. */
  PATH,
  /** The probability of the label. */
  CONFIDENCE,
  /** The network's best classes with their probabilities. */
  LABELS,
  /** Why an image could not be read. */
  ERROR,
  /** The model that made the labels. */
  MODEL;

  /** All tags. */
  public static final Set<OwnTag> ALL = Set.copyOf(EnumSet.allOf(OwnTag.class));

  /** Returns the tag's name in settings and in its key. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the tag's key, such as {@code snaplabel:labels}. */
  public String key(String prefix) {
    return prefix + ":" + id();
  }

  /** Returns all names, separated by commas. */
  public static String names() {
    return Arrays.stream(values()).map(OwnTag::id).collect(Collectors.joining(", "));
  }

  /**
   * Parses names that are separated by commas.
   *
   * @throws IllegalArgumentException if there is no tag with one of the names
   */
  public static Set<OwnTag> parse(String names) {
    return Arrays.stream(names.split(",", -1))
        .map(name -> valueOf(name.strip().toUpperCase(Locale.ROOT)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
