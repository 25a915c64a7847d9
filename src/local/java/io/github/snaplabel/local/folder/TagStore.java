package io.github.snaplabel.local.folder;

import io.github.snaplabel.local.folder.TagEntry.Sight;
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
final class TagStore {
  private final TagsFile file;
  private final SortedMap<String, TagEntry> entries;
  private boolean changed;

  /** Keeps what was read from the file. */
  TagStore(TagsFile file, SortedMap<String, TagEntry> entries) {
    this.file = file;
    this.entries = new TreeMap<>(entries);
  }

  Path path() {
    return file.path();
  }

  /** What is kept of an object with this content. */
  synchronized Optional<TagEntry> find(FolderObject object) {
    return Optional.ofNullable(entries.get(object.key()))
        .filter(entry -> entry.eTag().equals(object.eTag()));
  }

  synchronized Map<String, TagEntry> all() {
    return Map.copyOf(entries);
  }

  Map<String, String> tags(FolderObject object) {
    return find(object).map(TagEntry::tags).orElse(Map.of());
  }

  /** Replaces an object's tags. */
  synchronized void tag(FolderObject object, Map<String, String> tags) {
    put(object.key(), TagEntry.of(object, tags, null));
  }

  /** Notes what the function made of an object; it has written the tags before, if any. */
  synchronized TagEntry settle(FolderObject object, Sight sight) {
    TagEntry entry =
        find(object)
            .map(found -> found.with(sight))
            .orElseGet(() -> TagEntry.of(object, Map.of(), sight));
    put(object.key(), entry);
    return entry;
  }

  private void put(String key, TagEntry entry) {
    entries.put(key, entry);
    changed = true;
  }

  synchronized void remove(String key) {
    changed |= entries.remove(key) != null;
  }

  /** Writes the file, if anything changed. */
  synchronized void save() throws IOException {
    if (changed) {
      file.write(entries);
      changed = false;
    }
  }
}
