package io.github.snaplabel.cli.folder.s3;

import io.github.snaplabel.cli.folder.s3.StoredTags.Verdict;
import io.github.snaplabel.cli.folder.watch.FolderObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags of a folder's objects. They belong to a content: an object whose content is another has
 * none, as after a PUT in S3. Kept in memory until {@link #save}. Thread-safe.
 */
public final class TagStore {
  private final TagsFile file;
  private final SortedMap<String, StoredTags> entries;
  private boolean changed;

  /** Keeps what was read from the file. */
  public TagStore(TagsFile file, SortedMap<String, StoredTags> entries) {
    this.file = file;
    this.entries = new TreeMap<>(entries);
  }

  public Path path() {
    return file.path();
  }

  /** What is kept of an object with this content. */
  public synchronized Optional<StoredTags> find(FolderObject object) {
    return Optional.ofNullable(entries.get(object.key()))
        .filter(entry -> entry.eTag().equals(object.eTag()));
  }

  public synchronized Map<String, StoredTags> all() {
    return Map.copyOf(entries);
  }

  Map<String, String> tags(FolderObject object) {
    return find(object).map(StoredTags::tags).orElse(Map.of());
  }

  /** Replaces an object's tags. */
  public synchronized void tag(FolderObject object, Map<String, String> tags) {
    put(object.key(), StoredTags.of(object, tags, null));
  }

  /** Notes what the function made of an object; it has written the tags before, if any. */
  public synchronized StoredTags settle(FolderObject object, Verdict verdict) {
    StoredTags entry =
        find(object)
            .map(found -> found.with(verdict))
            .orElseGet(() -> StoredTags.of(object, Map.of(), verdict));
    put(object.key(), entry);
    return entry;
  }

  private void put(String key, StoredTags entry) {
    entries.put(key, entry);
    changed = true;
  }

  public synchronized void remove(String key) {
    changed |= entries.remove(key) != null;
  }

  /** Writes the file, if anything changed. */
  public synchronized void save() throws IOException {
    if (changed) {
      file.write(entries);
      changed = false;
    }
  }
}
