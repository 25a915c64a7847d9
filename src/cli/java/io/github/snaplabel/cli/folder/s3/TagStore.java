package io.github.snaplabel.cli.folder.s3;

import io.github.snaplabel.cli.folder.s3.StoredTags.TaggingResult;
import io.github.snaplabel.cli.folder.watch.FolderObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The tags of a folder's objects. Tags belong to content: when an object's content changes, its
 * tags are gone, as after a PUT in S3. Changes stay in memory until {@link #save}. Thread-safe.
 */
public final class TagStore {
  private final TagsFile file;
  private final SortedMap<String, StoredTags> entries;
  private boolean changed;

  /** Creates a store with the entries read from the file. */
  public TagStore(TagsFile file, SortedMap<String, StoredTags> entries) {
    this.file = file;
    this.entries = new TreeMap<>(entries);
  }

  public Path path() {
    return file.path();
  }

  /** Returns the entry of an object; empty if there is none for its current content. */
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

  /**
   * Replaces an object's tags, if its file still exists: {@link #remove} may have been called since
   * the object was found.
   *
   * @return whether the file exists
   */
  public synchronized boolean tag(FolderObject object, Map<String, String> tags) {
    if (!Files.exists(object.path(), LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    put(object.key(), StoredTags.of(object, tags, null));
    return true;
  }

  /**
   * Records the function's result for an object if a condition holds, atomically; the function has
   * already written the tags, if any.
   *
   * @param condition evaluated under the store's lock, so it must be quick
   * @return the object's entry; empty if the condition does not hold
   */
  public synchronized Optional<StoredTags> recordResultIf(
      BooleanSupplier condition, FolderObject object, TaggingResult result) {
    if (!condition.getAsBoolean()) {
      return Optional.empty();
    }
    StoredTags entry =
        find(object)
            .map(found -> found.withResult(result))
            .orElseGet(() -> StoredTags.of(object, Map.of(), result));
    put(object.key(), entry);
    return Optional.of(entry);
  }

  private void put(String key, StoredTags entry) {
    entries.put(key, entry);
    changed = true;
  }

  public synchronized void remove(String key) {
    changed |= entries.remove(key) != null;
  }

  /** Writes the file if anything changed. */
  public synchronized void save() throws IOException {
    if (changed) {
      file.write(entries);
      changed = false;
    }
  }
}
