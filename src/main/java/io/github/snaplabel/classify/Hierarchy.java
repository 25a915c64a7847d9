package io.github.snaplabel.classify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A model's classes and the tree above them: nodes such as "dog", up to categories such as
 * "animal". Immutable, except that names in another language are read when they are needed.
 *
 * <p>Nodes and classes are terms, numbered by their position: first the nodes, each after its
 * parent, then the classes in the order of the logits. A flat list of classes is a tree without
 * nodes.
 */
public final class Hierarchy {
  /** The value of {@link Term#parent} for a term without a parent. */
  public static final int NO_PARENT = -1;

  private final List<Term> terms;
  private final int nodes;
  private final @Nullable Translation chinese;

  /**
   * @param terms nodes and classes, each after its parent
   * @param nodes number of nodes
   */
  Hierarchy(List<Term> terms, int nodes) {
    this(List.copyOf(terms), nodes, null);
  }

  private Hierarchy(List<Term> terms, int nodes, @Nullable Translation chinese) {
    this.terms = terms;
    this.nodes = nodes;
    this.chinese = chinese;
  }

  /**
   * A node or a class.
   *
   * @param wnid WordNet id; null if it has none
   * @param name in any language; two classes may share one
   * @param parent position of its parent, or {@link #NO_PARENT}
   * @param aliasList other names of the same thing, separated by {@code ", "}; may be empty
   */
  public record Term(@Nullable String wnid, String name, int parent, String aliasList) {
    /** Returns other names of the same thing; may be empty. */
    public List<String> aliases() {
      return aliasList.isEmpty() ? List.of() : List.of(aliasList.split(", ", -1));
    }
  }

  /** Returns a flat list of classes. */
  public static Hierarchy flat(Labels labels) {
    List<Term> terms = new ArrayList<>(labels.size());
    for (int index = 0; index < labels.size(); index++) {
      Labels.ClassLabel label = labels.get(index);
      terms.add(new Term(label.wnid(), label.name(), NO_PARENT, ""));
    }
    return new Hierarchy(terms, 0);
  }

  /**
   * Reads a tree in the format that {@link HierarchyReader} describes.
   *
   * @param labels the classes, which the file has to end with
   * @throws IOException if the file cannot be read, or is not a tree over these classes
   */
  public static Hierarchy read(Path file, Labels labels) throws IOException {
    return new HierarchyReader(file, labels).read();
  }

  /**
   * Returns the same tree with Chinese names.
   *
   * @param file a line for each term: its WordNet id and its name, separated by a tab; read when a
   *     name is first requested
   */
  public Hierarchy withChinese(Path file) {
    return new Hierarchy(terms, nodes, new Translation(file, terms));
  }

  /** Returns the number of terms. */
  public int size() {
    return terms.size();
  }

  /** Returns the number of nodes, which are the first terms. */
  public int nodes() {
    return nodes;
  }

  /** Returns the number of classes, which are the last terms. */
  public int classes() {
    return terms.size() - nodes;
  }

  /** Returns the position of a class, given its index in the network's output. */
  public int positionOfClass(int index) {
    return nodes + index;
  }

  /** Returns the term at a position. */
  public Term get(int position) {
    return terms.get(position);
  }

  /** Returns the names of the nodes above a term, its category first; empty if it has none. */
  public List<String> parents(int position) {
    int parent = get(position).parent();
    return parent == NO_PARENT ? List.of() : path(parent);
  }

  /**
   * Returns a term's name in a language other than its label's; null for English, or if the terms
   * have no names in that language.
   *
   * @throws java.io.UncheckedIOException if the names cannot be read
   */
  public @Nullable LocalName localName(int position, Language language) {
    if (language == Language.ENGLISH || chinese == null) {
      return null;
    }
    List<String> path = path(position, chinese::name);
    return new LocalName(path.getLast(), path);
  }

  /** Returns the names from a term's category down to the term itself. */
  public List<String> path(int position) {
    return path(position, at -> get(at).name());
  }

  private List<String> path(int position, IntFunction<String> name) {
    List<String> names = new ArrayList<>();
    for (int at = position; at != NO_PARENT; at = get(at).parent()) {
      names.add(name.apply(at));
    }
    Collections.reverse(names);
    return Collections.unmodifiableList(names);
  }

  /**
   * Returns the probability of each term: the combined probability of its classes, always added in
   * the same order.
   *
   * @param probabilities of the classes, in their order
   */
  public double[] together(double[] probabilities, Activation activation) {
    double[] together = new double[size()];
    System.arraycopy(probabilities, 0, together, nodes, probabilities.length);
    // From the classes up, because each term is after its parent.
    for (int position = together.length - 1; position >= 0; position--) {
      int parent = get(position).parent();
      if (parent != NO_PARENT) {
        together[parent] = activation.either(together[parent], together[position]);
      }
    }
    return together;
  }
}
