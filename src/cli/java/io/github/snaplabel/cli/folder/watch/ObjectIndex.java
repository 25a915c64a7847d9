package io.github.snaplabel.cli.folder.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.codec.digest.DigestUtils;

/** Finds objects of a folder, and caches their ETags until their files change. Thread-safe. */
public final class ObjectIndex {
  private final Folder folder;
  private final Map<String, IndexEntry> entries = new ConcurrentHashMap<>();

  private record IndexEntry(FileVersion version, String eTag) {}

  public ObjectIndex(Folder folder) {
    this.folder = folder;
  }

  /** Stores the ETag of a version of a file. */
  public void put(String key, FileVersion version, String eTag) {
    entries.put(key, new IndexEntry(version, eTag));
  }

  public void forget(String key) {
    entries.remove(key);
  }

  /**
   * Returns the object of a key; empty if there is none.
   *
   * @throws IOException if its file cannot be read
   */
  public Optional<FolderObject> find(String key) throws IOException {
    Optional<Path> path = folder.find(key);
    return path.isPresent() ? Optional.of(object(key, path.get())) : Optional.empty();
  }

  private FolderObject object(String key, Path path) throws IOException {
    FileVersion version = FileVersion.of(path);
    IndexEntry entry = entries.get(key);
    if (entry == null || !entry.version().equals(version)) {
      // If the file changes while it is read, this version is outdated, and the next call reads it
      // again.
      entry = new IndexEntry(version, md5(path));
      entries.put(key, entry);
    }
    return new FolderObject(key, path, version, entry.eTag());
  }

  private static String md5(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      return DigestUtils.md5Hex(in);
    }
  }
}
