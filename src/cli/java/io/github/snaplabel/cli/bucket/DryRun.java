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
 * Prints tags instead of writing them. Each line holds an object's key and all the tags it would
 * have, as {@code name=value}, separated by tabs. Thread-safe.
 */
public final class DryRun implements ObjectStore {
  private final ObjectStore store;
  private final PrintWriter out;

  /** Unwritten tags, returned once when the tagger reads back what it wrote. */
  private final Map<StoredObject.Id, Map<String, String>> pendingTags = new ConcurrentHashMap<>();

  /**
   * Creates a dry run.
   *
   * @param store read from, never written to
   * @param out receives the lines
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
    Map<String, String> tags = pendingTags.remove(object);
    return tags == null ? store.tags(object, deadline) : tags;
  }

  @Override
  public void tag(StoredObject.Id object, Map<String, String> tags, Deadline deadline) {
    pendingTags.put(object, tags);
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
