package io.github.snaplabel.classify;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes and nodes that labels may name. The probability of the others is left out, not
 * distributed among these. Immutable.
 */
public final class Selection {
  /** All classes and nodes. */
  public static final Selection ALL = new Selection(null);

  /** By position in the hierarchy; null for all. */
  private final @Nullable BitSet selected;

  private Selection(@Nullable BitSet selected) {
    this.selected = selected;
  }

  /**
   * Returns a selection. A name, in any case, or a WordNet id selects the classes and nodes that
   * have it, and everything below them.
   *
   * @param include what labels may name; empty for everything
   * @param exclude what labels must not name; takes precedence
   * @throws UnknownLabelException if nothing in the hierarchy has one of the names
   */
  public static Selection of(Hierarchy hierarchy, List<String> include, List<String> exclude)
      throws UnknownLabelException {
    if (include.isEmpty() && exclude.isEmpty()) {
      return ALL;
    }
    BitSet selected = new BitSet(hierarchy.size());
    if (include.isEmpty()) {
      selected.set(0, hierarchy.size());
    } else {
      selected.or(below(hierarchy, include));
    }
    selected.andNot(below(hierarchy, exclude));
    return new Selection(selected);
  }

  /** Splits a list of names at its commas; blank names are left out. */
  public static List<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Returns the positions of the terms with these names, and of all terms below them. */
  private static BitSet below(Hierarchy hierarchy, List<String> names)
      throws UnknownLabelException {
    Set<String> wanted = new HashSet<>();
    names.forEach(name -> wanted.add(folded(name)));
    Set<String> found = new HashSet<>();
    BitSet below = new BitSet(hierarchy.size());
    for (int position = 0; position < hierarchy.size(); position++) {
      Hierarchy.Term term = hierarchy.get(position);
      boolean named = false;
      for (String name : Arrays.asList(term.name(), term.wnid())) {
        if (name != null && wanted.contains(folded(name))) {
          found.add(folded(name));
          named = true;
        }
      }
      int parent = term.parent();
      if (named || (parent != Hierarchy.NO_PARENT && below.get(parent))) {
        below.set(position);
      }
    }
    for (String name : names) {
      if (!found.contains(folded(name))) {
        throw new UnknownLabelException(name);
      }
    }
    return below;
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Returns the intersection of both selections. */
  public Selection and(Selection other) {
    if (selected == null || other.selected == null) {
      return selected == null ? other : this;
    }
    BitSet both = (BitSet) selected.clone();
    both.and(other.selected);
    return new Selection(both);
  }

  /** Returns whether labels may name the term at a position in the hierarchy. */
  public boolean contains(int position) {
    return selected == null || selected.get(position);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Selection selection
        && (selected == null ? selection.selected == null : selected.equals(selection.selected));
  }

  @Override
  public int hashCode() {
    return selected == null ? 0 : selected.hashCode();
  }
}
