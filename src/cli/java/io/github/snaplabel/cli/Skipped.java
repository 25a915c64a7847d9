package io.github.snaplabel.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Counts what a search skips. Not thread-safe. */
final class Skipped {
  private int others;
  private int hidden;
  private int folderLinks;

  /** Counts something that is not an image. */
  void addOther() {
    others++;
  }

  /** Counts a file or folder whose name is ignored. */
  void addHidden() {
    hidden++;
  }

  /** Counts a symbolic link to a folder. */
  void addFolderLink() {
    folderLinks++;
  }

  /** Prints the counts, if any. */
  void print(PrintWriter errors) {
    List<String> counts = new ArrayList<>();
    addCount(counts, others, "other file", "other files");
    addCount(counts, hidden, "hidden or partial file", "hidden or partial files");
    addCount(counts, folderLinks, "link to a folder", "links to folders");
    if (!counts.isEmpty()) {
      errors.printf("%s skipped.%n", String.join(", ", counts));
    }
  }

  private static void addCount(List<String> counts, int count, String one, String several) {
    if (count > 0) {
      counts.add("%d %s".formatted(count, count == 1 ? one : several));
    }
  }
}
