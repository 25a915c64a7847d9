package io.github.snaplabel.compiler;

import io.github.snaplabel.classify.Labels.ClassLabel;
import io.github.snaplabel.compiler.source.InvalidModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A user's own tree over the classes of a model. Each line of its file has the name of a class or
 * node and the name of its parent, separated by a tab; a category has no parent. Empty lines and
 * lines that begin with {@code #} are ignored. A class that is not in the file has no parent.
 */
final class OwnHierarchy {
  private final String file;
  private final Set<String> classNames = new HashSet<>();

  /** Parents by name; empty for a category. */
  private final Map<String, String> parents = new LinkedHashMap<>();

  /** The nodes, each after its parent. */
  private final List<String> nodes = new ArrayList<>();

  private final List<ClassLabel> classes;

  private OwnHierarchy(Path file, ModelLabels labels) {
    this.file = file.getFileName().toString();
    this.classes = labels.classes();
    classes.forEach(label -> classNames.add(label.name()));
  }

  /**
   * Reads a file.
   *
   * @throws InvalidModelException if it is not a tree over these classes
   */
  static OwnHierarchy read(Path file, ModelLabels labels)
      throws IOException, InvalidModelException {
    OwnHierarchy hierarchy = new OwnHierarchy(file, labels);
    int number = 0;
    for (String line : LabelFile.text(file).lines().toList()) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        hierarchy.add(line, number);
      }
    }
    hierarchy.orderNodes();
    return hierarchy;
  }

  private void add(String line, int number) throws InvalidModelException {
    String[] fields = line.split("\t", -1);
    if (fields.length > 2 || fields[0].isBlank()) {
      throw wrong("line %d: expected 'name<tab>parent', found '%s'".formatted(number, line));
    }
    String parent = fields.length == 2 ? fields[1].strip() : "";
    if (parents.putIfAbsent(fields[0].strip(), parent) != null) {
      throw wrong("line %d: '%s' already has a parent".formatted(number, fields[0].strip()));
    }
  }

  /** Puts each node after its parent, and checks that the file is a tree. */
  private void orderNodes() throws InvalidModelException {
    Set<String> above = new LinkedHashSet<>(parents.values());
    above.remove("");
    for (String name : parents.keySet()) {
      if (!classNames.contains(name) && !above.contains(name)) {
        throw wrong("'%s' is neither a class nor the parent of one".formatted(name));
      }
    }
    Set<String> ordered = new LinkedHashSet<>();
    for (String name : above) {
      if (classNames.contains(name)) {
        throw wrong("'%s' is a class, which cannot be a parent".formatted(name));
      }
      String problem = ModelLabels.problem(name);
      if (problem != null) {
        throw wrong("'%s': %s".formatted(name, problem));
      }
      order(name, ordered);
    }
    nodes.addAll(ordered);
  }

  private void order(String node, Set<String> ordered) throws InvalidModelException {
    Set<String> path = new LinkedHashSet<>();
    for (String name = node;
        !name.isEmpty() && !ordered.contains(name);
        name = parents.getOrDefault(name, "")) {
      if (!path.add(name)) {
        throw wrong("'%s' is its own ancestor".formatted(name));
      }
    }
    ordered.addAll(new ArrayList<>(path).reversed());
  }

  /** Returns the lines of the bundle's file; the id of a node is its number. */
  List<String> lines() {
    Map<String, String> ids = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    for (String node : nodes) {
      lines.add(line(Integer.toString(lines.size()), node, ids));
      ids.put(node, Integer.toString(ids.size()));
    }
    for (ClassLabel label : classes) {
      lines.add(line("", label.name(), ids));
    }
    return lines;
  }

  private String line(String id, String name, Map<String, String> ids) {
    return String.join("\t", id, name, ids.getOrDefault(parents.getOrDefault(name, ""), ""), "");
  }

  private InvalidModelException wrong(String what) {
    return new InvalidModelException(file + ": " + what);
  }
}
