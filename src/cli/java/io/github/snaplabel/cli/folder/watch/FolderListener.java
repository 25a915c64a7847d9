package io.github.snaplabel.cli.folder.watch;

import java.util.function.Predicate;

/**
 * Receives changes, on one thread. If a method throws an exception, it is reported and the change
 * is announced again.
 */
public interface FolderListener {
  /**
   * Called first.
   *
   * @param mayExist tests whether the file of a key exists, or may exist in a folder that cannot be
   *     read
   */
  void initialScanStarted(Predicate<String> mayExist);

  /** Called when a new or changed file is complete. */
  void fileReady(String key);

  /** Called after all complete files of the first scan have been reported. */
  void initialScanCompleted();

  /** Called when a file no longer exists. */
  void fileRemoved(String key);
}
