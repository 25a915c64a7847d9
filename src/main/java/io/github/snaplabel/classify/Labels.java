package io.github.snaplabel.classify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model's classes, in the order of its logits. Immutable. */
public final class Labels {
  private final List<ClassLabel> classes;

  private Labels(List<ClassLabel> classes) {
    this.classes = List.copyOf(classes);
  }

  /**
   * Reads a file with a line for each class: index, wnid and name, separated by tabs. The indices
   * count up from 0; the wnid may be empty.
   *
   * @throws IOException if the file cannot be read, or a line has another format
   */
  public static Labels read(Path file) throws IOException {
    List<ClassLabel> classes = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split("\t", -1);
      if (fields.length != 3 || !fields[0].equals(Integer.toString(classes.size()))) {
        throw new IOException(
            "%s, line %d: expected '%d<tab>wnid<tab>name', found '%s'"
                .formatted(file, classes.size() + 1, classes.size(), line));
      }
      classes.add(new ClassLabel(fields[1].isEmpty() ? null : fields[1], fields[2]));
    }
    return new Labels(classes);
  }

  /** Returns the number of classes. */
  public int size() {
    return classes.size();
  }

  /** Returns the class at an index of the logits. */
  public ClassLabel get(int index) {
    return classes.get(index);
  }

  /**
   * One class.
   *
   * @param wnid WordNet id; null if it has none
   * @param name in any language
   */
  public record ClassLabel(@Nullable String wnid, String name) {}
}
