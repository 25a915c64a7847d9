package io.github.snaplabel.cli.bucket;

import io.github.snaplabel.event.LogText;
import io.github.snaplabel.event.ObjectRef;
import io.github.snaplabel.tagging.ContentUnavailableException;
import io.github.snaplabel.tagging.Deadline;
import io.github.snaplabel.tagging.ObjectGoneException;
import io.github.snaplabel.tagging.ObjectStore;
import io.github.snaplabel.tagging.StoredObject;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Writes no tags, but tells on a line for each object what all its tags would be: the key, and
 * {@code name=value} for each of them, with tabs between. Thread-safe.
 */
public final class DryRun implements ObjectStore {
  private final ObjectStore store;
  private final PrintWriter out;

  /** Until the tagger looks at what it wrote. */
  private final Map<StoredObject.Id, Map<String, String>> pretended = new ConcurrentHashMap<>();

  /**
   * Reads from a store, and leaves it as it is.
   *
   * @param out gets the lines
   */
  public DryRun(ObjectStore store, PrintWriter out) {
    this.store = store;
    this.out = out;
  }

  @Override
  public StoredObject open(ObjectRef object, Deadline deadline)
      throws ObjectGoneException, ContentUnavailableException {
    return store.open(object, deadline);
  }

  @Override
  public void requireUnchanged(StoredObject.Id object, Deadline deadline)
      throws ObjectGoneException {
    store.requireUnchanged(object, deadline);
  }

  @Override
  public Map<String, String> tags(StoredObject.Id object, Deadline deadline)
      throws ObjectGoneException {
    Map<String, String> tags = pretended.remove(object);
    return tags == null ? store.tags(object, deadline) : tags;
  }

  @Override
  public void tag(StoredObject.Id object, Map<String, String> tags, Deadline deadline) {
    pretended.put(object, tags);
    String line =
        tags.entrySet().stream()
            .map(tag -> "\t" + LogText.of(tag.getKey()) + "=" + LogText.of(tag.getValue()))
            .collect(Collectors.joining("", LogText.of(object.key()), ""));
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }
}
