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
 * A folder whose files, at any depth, are objects. Hidden files, partial downloads, editors'
 * backups and targets of symbolic links are ignored. Immutable.
 */
public final class Folder {
  /** The subfolder for files of this program. */
  private static final String PRIVATE_DIRECTORY = ".snaplabel";

  private static final Pattern IGNORED_NAME = Pattern.compile("\\..*|.*(\\.part|\\.crdownload|~)");

  private final Path root;

  private Folder(Path root) {
    this.root = root;
  }

  /**
   * Opens a folder, and creates {@code .snaplabel} in it.
   *
   * @throws UnusableFolderException if it is not a folder that can be read and written
   */
  public static Folder open(Path path) throws UnusableFolderException {
    if (!Files.exists(path)) {
      throw new UnusableFolderException("The folder %s does not exist.".formatted(path));
    }
    if (!Files.isDirectory(path)) {
      throw new UnusableFolderException("%s is not a folder.".formatted(path));
    }
    if (!Files.isReadable(path) || !Files.isExecutable(path)) {
      throw new UnusableFolderException("No permission to read the folder %s.".formatted(path));
    }
    try {
      Folder folder = new Folder(path.toRealPath());
      Files.createDirectories(folder.privateFile(""));
      if (!Files.isWritable(folder.privateFile(""))) {
        throw new IOException();
      }
      return folder;
    } catch (IOException e) {
      throw new UnusableFolderException(
          "The folder %s cannot be written to, but its tags must be stored in its %s."
              .formatted(path, PRIVATE_DIRECTORY));
    }
  }

  public Path root() {
    return root;
  }

  /** Returns the path of a file of this program in {@code .snaplabel}. */
  public Path privateFile(String name) {
    return root.resolve(PRIVATE_DIRECTORY).resolve(name);
  }

  /** Returns the file of a key; empty if it does not exist or is not an object of this folder. */
  Optional<Path> find(String key) {
    try {
      Path path = root.resolve(key);
      boolean valid =
          Arrays.stream(key.split("/", -1))
              .noneMatch(name -> name.isEmpty() || !isObjectName(name));
      // A path that differs from its real path contains a link.
      return valid
              && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
              && path.toRealPath().equals(path)
          ? Optional.of(path)
          : Optional.empty();
    } catch (InvalidPathException | IOException _) {
      return Optional.empty();
    }
  }

  private static boolean isObjectName(String name) {
    return !IGNORED_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * The folder's contents at one moment.
   *
   * @param files by key, sorted
   * @param folders the folder itself and all folders in it
   * @param unreadable folders and files that cannot be accessed
   */
  record Contents(Map<String, FileVersion> files, List<Path> folders, List<Path> unreadable) {}

  /**
   * Lists the folder recursively.
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
      if (!path.equals(root) && !isObjectName(path.getFileName().toString())) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      found.folders().add(path);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && isObjectName(path.getFileName().toString())) {
        String key =
            root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
        found.files().put(key, FileVersion.of(attributes));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException reason) {
      // A file deleted during the walk is not an error.
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
