package io.github.snaplabel.classify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's classes and the tree above them: nodes such as "dog", up to categories such as
 * "animal". Immutable.
 *
 * <p>Nodes and classes are entries, numbered by their position: first the nodes, each after its
 * parent, then the classes in the order of the logits. A flat list of classes is a tree without
 * nodes.
 */
public final class Hierarchy {
  /** The parent's position of an entry without a parent. */
  public static final int NO_PARENT = -1;

  private final List<Entry> entries;
  private final int nodes;

  /**
   * @param entries nodes and classes, each after its parent
   * @param nodes number of nodes
   */
  Hierarchy(List<Entry> entries, int nodes) {
    this.entries = List.copyOf(entries);
    this.nodes = nodes;
  }

  /**
   * A node or a class.
   *
   * @param wnid WordNet id; null if it has none
   * @param name in any language; two classes may share one
   * @param parent position of its parent, or {@link #NO_PARENT}
   * @param aliasList other names of the same thing, separated by {@code ", "}; may be empty
   */
  public record Entry(@Nullable String wnid, String name, int parent, String aliasList) {
    /** Returns other names of the same thing; may be empty. */
    public List<String> aliases() {
      return aliasList.isEmpty() ? List.of() : List.of(aliasList.split(", ", -1));
    }
  }

  /** Returns a flat list of classes. */
  public static Hierarchy flat(Labels labels) {
    List<Entry> entries = new ArrayList<>(labels.size());
    for (int index = 0; index < labels.size(); index++) {
      Labels.ClassLabel label = labels.get(index);
      entries.add(new Entry(label.wnid(), label.name(), NO_PARENT, ""));
    }
    return new Hierarchy(entries, 0);
  }

  /**
   * Reads a tree, as {@link HierarchyReader} describes it.
   *
   * @param labels the classes, which the file has to end with
   * @throws IOException if the file cannot be read, or is not a tree over these classes
   */
  public static Hierarchy read(Path file, Labels labels) throws IOException {
    return new HierarchyReader(file, labels).read();
  }

  /** Returns the number of entries. */
  public int size() {
    return entries.size();
  }

  /** Returns the number of nodes, which are the first entries. */
  public int nodes() {
    return nodes;
  }

  /** Returns the number of classes, which are the last entries. */
  public int classes() {
    return entries.size() - nodes;
  }

  /** Returns the position of a class, given its index in the network's output. */
  public int positionOfClass(int index) {
    return nodes + index;
  }

  /** Returns the entry at a position. */
  public Entry get(int position) {
    return entries.get(position);
  }

  /** Returns the names of the nodes above an entry, its category first; empty if it has none. */
  public List<String> parents(int position) {
    List<String> names = new ArrayList<>();
    for (int above = get(position).parent(); above != NO_PARENT; above = get(above).parent()) {
      names.add(get(above).name());
    }
    Collections.reverse(names);
    return Collections.unmodifiableList(names);
  }

  /** Returns the names from an entry's category down to the entry itself. */
  public List<String> path(int position) {
    List<String> names = new ArrayList<>(parents(position));
    names.add(get(position).name());
    return Collections.unmodifiableList(names);
  }
}
