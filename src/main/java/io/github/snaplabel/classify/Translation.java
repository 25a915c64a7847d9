package io.github.snaplabel.classify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names of terms in another language. A line of the file is a WordNet id and a name, separated by a
 * tab. The file is read when a name is first requested, so that startup never waits for it.
 * Thread-safe.
 */
final class Translation {
  private final Path file;
  private final List<Hierarchy.Term> terms;
  private volatile @Nullable List<String> names;

  Translation(Path file, List<Hierarchy.Term> terms) {
    this.file = file;
    this.terms = terms;
  }

  /**
   * Returns the name of the term at a position.
   *
   * @throws UncheckedIOException if the file cannot be read, or does not name every term
   */
  String name(int position) {
    List<String> read = names;
    if (read == null) {
      try {
        // Concurrent first calls both read the file, and get equal names.
        read = read();
        names = read;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return read.get(position);
  }

  private List<String> read() throws IOException {
    Map<String, String> byId = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      int tab = line.indexOf('\t');
      if (tab < 0) {
        throw new IOException("%s: expected 'id<tab>name', found '%s'".formatted(file, line));
      }
      byId.put(line.substring(0, tab), line.substring(tab + 1));
    }
    for (Hierarchy.Term term : terms) {
      if (!byId.containsKey(String.valueOf(term.wnid()))) {
        throw new IOException(
            "%s: no name for '%s' (%s)".formatted(file, term.name(), term.wnid()));
      }
    }
    return terms.stream().map(term -> byId.getOrDefault(term.wnid(), term.name())).toList();
  }
}
