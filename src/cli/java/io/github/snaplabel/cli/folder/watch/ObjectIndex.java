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

/**
 * The objects of a folder with their ETags: a file is read again only if it changed. Thread-safe.
 */
public final class ObjectIndex {
  private final Folder folder;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(FileVersion stamp, String eTag) {}

  public ObjectIndex(Folder folder) {
    this.folder = folder;
  }

  /** Takes an ETag for that of a file while it has the stamp. */
  public void trust(String key, FileVersion stamp, String eTag) {
    known.put(key, new Known(stamp, eTag));
  }

  public void forget(String key) {
    known.remove(key);
  }

  /**
   * The object of a key, if there is one.
   *
   * @throws IOException if its file cannot be read
   */
  public Optional<FolderObject> find(String key) throws IOException {
    Optional<Path> path = folder.find(key);
    return path.isPresent() ? Optional.of(object(key, path.get())) : Optional.empty();
  }

  private FolderObject object(String key, Path path) throws IOException {
    FileVersion stamp = FileVersion.of(path);
    Known before = known.get(key);
    if (before == null || !before.stamp().equals(stamp)) {
      // Of a file that is written meanwhile, the stamp is of before: it will be read again.
      before = new Known(stamp, md5(path));
      known.put(key, before);
    }
    return new FolderObject(key, path, stamp, before.eTag());
  }

  private static String md5(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      return DigestUtils.md5Hex(in);
    }
  }
}
