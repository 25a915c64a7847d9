package io.github.snaplabel.cli.folder.watch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A folder whose files are objects, at any depth. Hidden files, partial downloads and editors'
 * copies are none, nor is what a symbolic link leads to. Immutable.
 */
public final class Folder {
  /** Where we keep what is ours, within the folder. */
  private static final String OWN = ".snaplabel";

  private static final Pattern NO_OBJECT = Pattern.compile("\\..*|.*(\\.part|\\.crdownload|~)");

  private final Path root;

  private Folder(Path root) {
    this.root = root;
  }

  /**
   * Opens a folder, and makes {@code .snaplabel} in it.
   *
   * @throws UnusableFolderException if it is none, or may not be read and written
   */
  public static Folder open(Path path) throws UnusableFolderException {
    if (!Files.exists(path)) {
      throw new UnusableFolderException("There is no folder %s.".formatted(path));
    }
    if (!Files.isDirectory(path)) {
      throw new UnusableFolderException("%s is no folder.".formatted(path));
    }
    if (!Files.isReadable(path) || !Files.isExecutable(path)) {
      throw new UnusableFolderException("The folder %s may not be read.".formatted(path));
    }
    try {
      Folder folder = new Folder(path.toRealPath());
      Files.createDirectories(folder.own(""));
      if (!Files.isWritable(folder.own(""))) {
        throw new IOException();
      }
      return folder;
    } catch (IOException e) {
      throw new UnusableFolderException(
          "The folder %s cannot be written to, and the tags are kept in its %s."
              .formatted(path, OWN));
    }
  }

  public Path root() {
    return root;
  }

  /** A file of ours. */
  public Path own(String name) {
    return root.resolve(OWN).resolve(name);
  }

  /**
   * The file of a key; empty if there is none, or if the key leads anywhere but to a file that is
   * an object.
   */
  Optional<Path> find(String key) {
    try {
      Path path = root.resolve(key);
      boolean legal =
          Arrays.stream(key.split("/", -1)).noneMatch(name -> name.isEmpty() || !isObject(name));
      // A path that is not its own real path has a link in it.
      return legal
              && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
              && path.toRealPath().equals(path)
          ? Optional.of(path)
          : Optional.empty();
    } catch (InvalidPathException | IOException _) {
      return Optional.empty();
    }
  }

  private static boolean isObject(String name) {
    return !NO_OBJECT.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * What is there.
   *
   * @param files by their keys, in order
   * @param folders the folder itself, and all folders in it
   * @param unreadable folders and files that cannot be looked at
   */
  record Contents(Map<String, FileVersion> files, List<Path> folders, List<Path> unreadable) {}

  /**
   * Looks through the folder.
   *
   * @throws IOException if the folder itself cannot be read
   */
  Contents list() throws IOException {
    Contents found = new Contents(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
    Files.walkFileTree(root, new Lister(found));
    if (found.folders().isEmpty()) {
      throw new IOException("The folder %s cannot be read".formatted(root));
    }
    return found;
  }

  private final class Lister extends SimpleFileVisitor<Path> {
    private final Contents found;

    Lister(Contents found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      if (!path.equals(root) && !isObject(path.getFileName().toString())) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      found.folders().add(path);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && isObject(path.getFileName().toString())) {
        String key =
            root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
        found.files().put(key, FileVersion.of(attributes));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException reason) {
      // What has just been deleted is not there; the rest is told.
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        found.unreadable().add(path);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path path, @Nullable IOException reason) {
      if (reason != null) {
        found.unreadable().add(path);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
