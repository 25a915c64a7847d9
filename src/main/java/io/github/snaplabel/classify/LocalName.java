package io.github.snaplabel.classify;

import java.util.List;

/**
 * The name of a class or node in a language other than that of its label.
 *
 * @param name of the class or node itself
 * @param path names from its category down to itself
 */
public record LocalName(String name, List<String> path) {
  /** Copies the path. */
  public LocalName {
    path = List.copyOf(path);
  }
}
