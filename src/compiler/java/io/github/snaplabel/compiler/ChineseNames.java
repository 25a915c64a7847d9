package io.github.snaplabel.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Chinese names of the classes and nodes of a tree that is ImageNet's, or a part of it. */
final class ChineseNames {
  private ChineseNames() {}

  /**
   * Returns the lines of a file whose WordNet ids occur in a tree; each line is a WordNet id and a
   * name.
   *
   * @param imageNet file with the names of all of ImageNet's classes and nodes
   */
  static List<String> select(Path imageNet, ModelHierarchy hierarchy) throws IOException {
    Set<String> ids = new HashSet<>();
    for (String line : hierarchy.lines()) {
      ids.add(firstField(line));
    }
    return Files.readAllLines(imageNet).stream()
        .filter(line -> ids.contains(firstField(line)))
        .toList();
  }

  private static String firstField(String line) {
    return line.split("\t", 2)[0];
  }
}
