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
 * The names of a network's classes, checked.
 *
 * @param source where they are from: {@link ModelManifest#IMAGENET}, or the name of a file
 * @param classes in the order of the network's logits
 */
record ModelLabels(String source, List<ClassLabel> classes) {
  /** In UTF-16 units: with its probability, a name fits into a tag's value of 256. */
  private static final int MAX_LENGTH = 128;

  ModelLabels {
    classes = List.copyOf(classes);
  }

  /**
   * Reads the labels of a network and checks them.
   *
   * @param own the file that was named; null for ImageNet's
   * @param imageNet the file with ImageNet's
   * @param classes that the network tells apart
   * @throws InvalidModelException if their number is not the network's, or a name cannot be used
   */
  static ModelLabels read(@Nullable Path own, Path imageNet, int classes)
      throws IOException, InvalidModelException {
    Path file = own == null ? imageNet : own;
    List<ClassLabel> labels = LabelFile.read(file);
    String name = file.getFileName().toString();
    if (labels.size() != classes) {
      throw new InvalidModelException(
          own == null
              ? "the network has %d classes, ImageNet's labels are %d: name yours with -Dmodel.labels=FILE"
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

  /** What is wrong with a name; null if nothing is. */
  private static @Nullable String problem(String name) {
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

  /** Controls, ends of lines, and halves of characters. */
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
   * Returns a sentence for each name that two classes have, which is allowed: answers tell the
   * classes apart by their indices. Tags do not, so that it is worth a warning.
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

  /** Whether they are those that the project comes with. */
  boolean areImageNets() {
    return source.equals(ModelManifest.IMAGENET);
  }

  /** Returns the lines of the bundle's file: index, WordNet id or nothing, and name. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (ClassLabel label : classes) {
      String wnid = label.wnid() == null ? "" : label.wnid();
      lines.add("%d\t%s\t%s".formatted(lines.size(), wnid, label.name()));
    }
    return lines;
  }
}
