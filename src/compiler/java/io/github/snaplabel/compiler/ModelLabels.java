package io.github.snaplabel.compiler;

import io.github.snaplabel.classify.Labels.ClassLabel;
import io.github.snaplabel.classify.ModelManifest;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The validated class names of a network.
 *
 * @param source {@link ModelManifest#IMAGENET}, or the name of the label file
 * @param classes in the order of the network's logits
 */
record ModelLabels(String source, List<ClassLabel> classes) {
  /**
   * Length limit in UTF-16 units, so that a name and its probability fit into a tag value of 256
   * characters.
   */
  private static final int MAX_LENGTH = 128;

  ModelLabels {
    classes = List.copyOf(classes);
  }

  /**
   * Reads and validates the labels of a network.
   *
   * @param own label file of the model; null for ImageNet's
   * @param imageNet file with ImageNet's labels
   * @param classes number of classes of the network
   * @throws InvalidModelException if the number of labels differs, or a name is not allowed
   */
  static ModelLabels read(@Nullable Path own, Path imageNet, int classes)
      throws IOException, InvalidModelException {
    Path file = own == null ? imageNet : own;
    List<ClassLabel> labels = LabelFile.read(file);
    String name = file.getFileName().toString();
    if (labels.size() != classes) {
      throw new InvalidModelException(
          own == null
              ? "the network has %d classes, ImageNet has %d: name yours with -Dmodel.labels=FILE"
                  .formatted(classes, labels.size())
              : "%s has %d names, the network has %d classes"
                  .formatted(name, labels.size(), classes));
    }
    for (int index = 0; index < classes; index++) {
      String problem = problem(labels.get(index).name());
      if (problem != null) {
        throw new InvalidModelException("%s, class %d: %s".formatted(name, index, problem));
      }
    }
    return new ModelLabels(own == null ? ModelManifest.IMAGENET : name, labels);
  }

  /** Returns why a name is not allowed; null if it is allowed. */
  static @Nullable String problem(String name) {
    if (name.isEmpty()) {
      return "expected a name, found nothing";
    }
    if (name.length() > MAX_LENGTH) {
      return "expected a name of at most %d characters, found %d"
          .formatted(MAX_LENGTH, name.length());
    }
    return name.codePoints()
        .filter(ModelLabels::isControl)
        .mapToObj("expected a name without control characters, found U+%04X"::formatted)
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns whether a code point is a control character, a line separator or an unpaired surrogate.
   */
  private static boolean isControl(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  /**
   * Returns a warning for each name that several classes share. Duplicates are allowed, since
   * responses also contain the class index; but tags cannot tell them apart.
   */
  List<String> duplicates() {
    List<String> sentences = new ArrayList<>();
    Map<String, Integer> first = new HashMap<>();
    for (int index = 0; index < classes.size(); index++) {
      String name = classes.get(index).name();
      Integer other = first.putIfAbsent(name, index);
      if (other != null) {
        sentences.add("classes %d and %d are both called '%s'".formatted(other, index, name));
      }
    }
    return sentences;
  }

  /** Returns whether the labels are ImageNet's. */
  boolean areImageNet() {
    return source.equals(ModelManifest.IMAGENET);
  }

  /** Returns the lines of the bundle's label file: index, WordNet id (may be empty) and name. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (ClassLabel label : classes) {
      String wnid = label.wnid() == null ? "" : label.wnid();
      lines.add("%d\t%s\t%s".formatted(lines.size(), wnid, label.name()));
    }
    return lines;
  }
}
