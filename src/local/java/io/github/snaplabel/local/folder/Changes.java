package io.github.snaplabel.local.folder;

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
final class Changes {
  private final Duration moment;
  private Map<String, Seen> before = new HashMap<>();
  private boolean first = true;

  private record Seen(Stamp stamp, Instant since, boolean told) {}

  /**
   * What has happened.
   *
   * @param complete keys of files that are new or have new content, in order
   * @param gone keys of files that are not there any more
   * @param unsettled whether another look is worth while after a moment
   */
  record News(List<String> complete, List<String> gone, boolean unsettled) {}

  Changes(Duration moment) {
    this.moment = moment;
  }

  /** Takes a look; the first time, the files' own times tell how long they have not changed. */
  News see(Map<String, Stamp> files, Instant now) {
    Map<String, Seen> seen = new TreeMap<>();
    List<String> complete = new ArrayList<>();
    boolean unsettled = false;
    for (Map.Entry<String, Stamp> file : new TreeMap<>(files).entrySet()) {
      Seen current = look(before.get(file.getKey()), file.getValue(), now);
      if (!current.told()) {
        if (current.since().plus(moment).isAfter(now)) {
          unsettled = true;
        } else {
          current = new Seen(current.stamp(), current.since(), true);
          complete.add(file.getKey());
        }
      }
      seen.put(file.getKey(), current);
    }
    List<String> gone =
        before.keySet().stream().filter(key -> !seen.containsKey(key)).sorted().toList();
    before = seen;
    first = false;
    return new News(complete, gone, unsettled);
  }

  private Seen look(@Nullable Seen known, Stamp stamp, Instant now) {
    if (known != null && known.stamp().equals(stamp)) {
      return known;
    }
    boolean old = first && stamp.modified().isBefore(now);
    return new Seen(stamp, old ? stamp.modified() : now, false);
  }
}
