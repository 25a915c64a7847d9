package io.github.snaplabel.classify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a tree over a model's classes. A line is a term: its id, its name, the id of its parent
 * (empty for a category) and its aliases, separated by {@code ", "}; tabs separate these four. The
 * nodes come first, each after its parent, then the classes in the order of the logits. The id of a
 * node is a WordNet id, or another text, that no other term has. The id of a class is its WordNet
 * id, which two classes may share, or empty. Lines that begin with {@code #} are comments.
 */
final class HierarchyReader {
  private final Path file;
  private final Labels labels;
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<Hierarchy.Term> terms = new ArrayList<>();

  HierarchyReader(Path file, Labels labels) {
    this.file = file;
    this.labels = labels;
  }

  /**
   * Reads the file.
   *
   * @throws IOException if the file cannot be read, or a line is malformed
   */
  Hierarchy read() throws IOException {
    String text = Files.readString(file);
    int lines = lines(text);
    int nodes = lines - labels.size();
    if (nodes < 0) {
      throw new IOException(
          "%s: expected the %d classes, found %d terms".formatted(file, labels.size(), lines));
    }
    // Runs in every cold start: no streams, and no regular expressions.
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      if (text.charAt(start) != '#') {
        add(text.substring(start, end), terms.size() - nodes);
      }
      start = end + 1;
    }
    return new Hierarchy(terms, nodes);
  }

  /** Returns the number of lines that are not comments. */
  private int lines(String text) throws IOException {
    int lines = 0;
    for (int start = 0; start < text.length(); ) {
      lines += text.charAt(start) == '#' ? 0 : 1;
      int end = text.indexOf('\n', start);
      if (end < 0) {
        throw new IOException(file + ": the last line has no line break");
      }
      start = end + 1;
    }
    return lines;
  }

  /** Adds a term: a node if {@code index} is negative, otherwise the class with that index. */
  private void add(String line, int index) throws IOException {
    int first = line.indexOf('\t');
    int second = line.indexOf('\t', first + 1);
    int third = line.indexOf('\t', second + 1);
    if (first < 0 || second < 0 || third < 0 || line.indexOf('\t', third + 1) >= 0) {
      throw wrong("expected 'id<tab>name<tab>parent<tab>aliases'", line);
    }
    String id = line.substring(0, first);
    String name = line.substring(first + 1, second);
    int parent = parent(line.substring(second + 1, third), line);
    String aliases = line.substring(third + 1);
    if (index < 0) {
      if (positions.put(id, terms.size()) != null) {
        throw wrong("expected a unique id", line);
      }
      terms.add(new Hierarchy.Term(isWnid(id) ? id : null, name, parent, aliases));
      return;
    }
    Labels.ClassLabel label = labels.get(index);
    if (!label.name().equals(name)) {
      throw wrong("expected the class '" + label.name() + "'", line);
    }
    if (!id.isEmpty() && !id.equals(label.wnid())) {
      String expected = label.wnid() == null ? "no id" : "the id '" + label.wnid() + "' or none";
      throw wrong("expected " + expected, line);
    }
    if (positions.containsKey(id)) {
      throw wrong("expected an id that no node has", line);
    }
    terms.add(new Hierarchy.Term(label.wnid(), name, parent, aliases));
  }

  private int parent(String id, String line) throws IOException {
    if (id.isEmpty()) {
      return Hierarchy.NO_PARENT;
    }
    Integer position = positions.get(id);
    if (position == null) {
      throw wrong("expected a parent that is an earlier node", line);
    }
    return position;
  }

  /** Returns whether an id is WordNet's: n and eight digits. */
  private static boolean isWnid(String id) {
    boolean wnid = id.length() == 9 && id.charAt(0) == 'n';
    for (int i = 1; i < id.length(); i++) {
      wnid &= id.charAt(i) >= '0' && id.charAt(i) <= '9';
    }
    return wnid;
  }

  private IOException wrong(String expected, String line) {
    return new IOException("%s: %s, found '%s'".formatted(file, expected, line));
  }
}
