package io.github.snaplabel.compiler;

import io.github.snaplabel.classify.Labels.ClassLabel;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tree over a network's classes.
 *
 * @param lines of the bundle's file, see {@code HierarchyReader}; empty if there is no tree
 */
record ModelHierarchy(List<String> lines) {
  private static final ModelHierarchy NONE = new ModelHierarchy(List.of());

  ModelHierarchy {
    lines = List.copyOf(lines);
  }

  /**
   * Reads the tree over a network's classes.
   *
   * @param own file of the model; null for ImageNet's tree if each class is one of ImageNet's,
   *     otherwise for none
   * @param imageNet file with ImageNet's tree
   * @throws InvalidModelException if the model's file is not a tree over its classes
   */
  static ModelHierarchy read(@Nullable Path own, Path imageNet, ModelLabels labels)
      throws IOException, InvalidModelException {
    return own == null
        ? ofImageNet(Files.readAllLines(imageNet), labels.classes())
        : new ModelHierarchy(OwnHierarchy.read(own, labels).lines());
  }

  /** Keeps the license, the classes, by WordNet id, and the nodes above them. */
  private static ModelHierarchy ofImageNet(List<String> file, List<ClassLabel> classes) {
    List<String> lines = new ArrayList<>();
    Map<String, String[]> entries = new LinkedHashMap<>();
    for (String line : file) {
      if (line.startsWith("#")) {
        lines.add(line);
      } else {
        String[] fields = line.split("\t", -1);
        entries.put(fields[0], fields);
      }
    }
    Set<String> nodes = new HashSet<>();
    List<String> last = new ArrayList<>();
    for (ClassLabel label : classes) {
      String[] entry = entries.get(label.wnid());
      if (entry == null) {
        return NONE;
      }
      last.add(String.join("\t", entry[0], label.name(), entry[2], entry[3]));
      // Each entry is after its parent, and a category has none.
      for (String[] above = entries.get(entry[2]); above != null; above = entries.get(above[2])) {
        nodes.add(above[0]);
      }
    }
    if (classes.stream().anyMatch(label -> nodes.contains(label.wnid()))) {
      return NONE;
    }
    entries.values().stream()
        .filter(entry -> nodes.contains(entry[0]))
        .forEach(entry -> lines.add(String.join("\t", entry)));
    lines.addAll(last);
    return new ModelHierarchy(lines);
  }

  /** Returns whether there is a tree. */
  boolean exists() {
    return !lines.isEmpty();
  }
}
