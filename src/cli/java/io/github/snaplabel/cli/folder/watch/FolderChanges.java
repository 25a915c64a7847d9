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
 * Tells from one look at a folder to the next which files are new and complete, and which are gone.
 * A file is taken for complete when it has not changed for a moment. Not thread-safe.
 */
final class FolderChanges {
  private final Duration moment;
  private Map<String, Observation> before = new HashMap<>();
  private boolean first = true;

  private record Observation(FileVersion stamp, Instant since, boolean told) {}

  /**
   * What has happened.
   *
   * @param complete keys of files that are new or have new content, in order
   * @param gone keys of files that are not there any more
   * @param unsettled whether another look is worth while after a moment
   */
  record FolderDiff(List<String> complete, List<String> gone, boolean unsettled) {}

  FolderChanges(Duration moment) {
    this.moment = moment;
  }

  /** Takes a look; the first time, the files' own times tell how long they have not changed. */
  FolderDiff see(Map<String, FileVersion> files, Instant now) {
    Map<String, Observation> seen = new TreeMap<>();
    List<String> complete = new ArrayList<>();
    boolean unsettled = false;
    for (Map.Entry<String, FileVersion> file : new TreeMap<>(files).entrySet()) {
      Observation current = look(before.get(file.getKey()), file.getValue(), now);
      if (!current.told()) {
        if (current.since().plus(moment).isAfter(now)) {
          unsettled = true;
        } else {
          current = new Observation(current.stamp(), current.since(), true);
          complete.add(file.getKey());
        }
      }
      seen.put(file.getKey(), current);
    }
    List<String> gone =
        before.keySet().stream().filter(key -> !seen.containsKey(key)).sorted().toList();
    before = seen;
    first = false;
    return new FolderDiff(complete, gone, unsettled);
  }

  private Observation look(@Nullable Observation known, FileVersion stamp, Instant now) {
    if (known != null && known.stamp().equals(stamp)) {
      return known;
    }
    boolean old = first && stamp.modified().isBefore(now);
    return new Observation(stamp, old ? stamp.modified() : now, false);
  }
}
