package io.github.snaplabel.cli.folder.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The folder's contents at one moment.
 *
 * @param files by key, sorted
 * @param folders the folder itself and all folders in it
 * @param unreadable folders and files that cannot be accessed, by key; empty for the root
 * @param unnamed folders and files whose names are not valid UTF-8, which keys of objects must be
 */
record FolderContents(
    Map<String, FileVersion> files,
    List<Path> folders,
    Map<String, Path> unreadable,
    List<Path> unnamed) {
  /** Returns whether the folder has, or may have, a file. */
  boolean mayHave(String key) {
    if (files.containsKey(key) || unreadable.containsKey(key)) {
      return true;
    }
    for (int end = key.lastIndexOf('/'); end >= 0; end = key.lastIndexOf('/', end - 1)) {
      if (unreadable.containsKey(key.substring(0, end))) {
        return true;
      }
    }
    return unreadable.containsKey("");
  }
}
