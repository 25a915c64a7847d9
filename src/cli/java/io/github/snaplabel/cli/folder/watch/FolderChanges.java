package io.github.snaplabel.cli.folder.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares successive listings of a folder, to find files that are ready or removed. A new or
 * changed file is ready when it has not changed for a settle time. Not thread-safe.
 */
final class FolderChanges {
  private final Duration settleTime;
  private Map<String, Observation> previous = new HashMap<>();
  private boolean initial = true;

  private record Observation(FileVersion version, Instant since, boolean reported) {
    /** The observation of a file that has never been seen. */
    static final Observation NONE =
        new Observation(new FileVersion(0, Instant.EPOCH), Instant.EPOCH, false);

    Observation unreported() {
      return new Observation(version, since, false);
    }
  }

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
   * how long it has been unchanged.
   *
   * @param mayExist tests whether a file that is not listed may still exist; such a file does not
   *     count as removed, and is reported as ready when it is listed again
   */
  FolderDiff update(Map<String, FileVersion> files, Predicate<String> mayExist, Instant now) {
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
    List<String> removed = new ArrayList<>();
    previous.forEach((key, last) -> {
      if (!files.containsKey(key)) {
        if (mayExist.test(key)) {
          seen.put(key, last.unreported());
        } else {
          removed.add(key);
        }
      }
    });
    removed.sort(Comparator.naturalOrder());
    previous = seen;
    initial = false;
    return new FolderDiff(ready, removed, unsettled);
  }

  /** Makes the next update report a file again, because its change could not be handled. */
  void repeat(String key) {
    previous.merge(key, Observation.NONE, (seen, _) -> seen.unreported());
  }

  private Observation observe(@Nullable Observation earlier, FileVersion version, Instant now) {
    if (earlier != null && earlier.version().equals(version)) {
      return earlier;
    }
    boolean old = initial && version.modified().isBefore(now);
    return new Observation(version, old ? version.modified() : now, false);
  }
}
