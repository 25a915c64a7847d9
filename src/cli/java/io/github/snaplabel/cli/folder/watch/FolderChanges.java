package io.github.snaplabel.cli.folder.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares successive listings of a folder, to find files that are ready or removed. A new or
 * changed file is ready when it has not changed for a settle time. Not thread-safe.
 */
final class FolderChanges {
  private final Duration settleTime;
  private Map<String, Observation> previous = new HashMap<>();
  private boolean initial = true;

  private record Observation(FileVersion version, Instant since, boolean reported) {}

  /**
   * The changes since the last listing.
   *
   * @param ready keys of new or changed files that have settled, sorted
   * @param removed keys of files that no longer exist, sorted
   * @param unsettled whether some files have not settled yet
   */
  record FolderDiff(List<String> ready, List<String> removed, boolean unsettled) {}

  FolderChanges(Duration settleTime) {
    this.settleTime = settleTime;
  }

  /**
   * Compares a listing with the last one. In the first listing, a file's modification time shows
   * how long it has not changed.
   */
  FolderDiff update(Map<String, FileVersion> files, Instant now) {
    Map<String, Observation> seen = new TreeMap<>();
    List<String> ready = new ArrayList<>();
    boolean unsettled = false;
    for (Map.Entry<String, FileVersion> file : new TreeMap<>(files).entrySet()) {
      Observation current = observe(previous.get(file.getKey()), file.getValue(), now);
      if (!current.reported()) {
        if (current.since().plus(settleTime).isAfter(now)) {
          unsettled = true;
        } else {
          current = new Observation(current.version(), current.since(), true);
          ready.add(file.getKey());
        }
      }
      seen.put(file.getKey(), current);
    }
    List<String> removed =
        previous.keySet().stream().filter(key -> !seen.containsKey(key)).sorted().toList();
    previous = seen;
    initial = false;
    return new FolderDiff(ready, removed, unsettled);
  }

  private Observation observe(@Nullable Observation earlier, FileVersion version, Instant now) {
    if (earlier != null && earlier.version().equals(version)) {
      return earlier;
    }
    boolean old = initial && version.modified().isBefore(now);
    return new Observation(version, old ? version.modified() : now, false);
  }
}
