package io.github.snaplabel.cli.folder.watch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder whose files, at any depth, are objects. Hidden files, partial downloads, editors'
 * backups and targets of symbolic links are ignored. Immutable.
 */
public final class Folder {
  /** The subfolder for files of this program. */
  private static final String PRIVATE_DIRECTORY = ".snaplabel";

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

  /**
   * Returns the file of a key; empty if it does not exist or is not an object of this folder.
   *
   * @throws IOException if this cannot be determined, for example because a folder cannot be read
   */
  Optional<Path> find(String key) throws IOException {
    boolean valid =
        Arrays.stream(key.split("/", -1))
            .noneMatch(name -> name.isEmpty() || IgnoredNames.contain(name));
    if (!valid) {
      return Optional.empty();
    }
    try {
      Path path = root.resolve(key);
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      // A path that differs from its real path contains a link.
      return attributes.isRegularFile() && path.toRealPath().equals(path)
          ? Optional.of(path)
          : Optional.empty();
    } catch (InvalidPathException | NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /**
   * Returns the key of a file or folder; it identifies the path only if {@link #names} returns
   * true.
   */
  private String key(Path path) {
    return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  /** Returns whether a key resolves to a path: it does not if the name is not valid UTF-8. */
  private boolean names(String key, Path path) {
    try {
      return root.resolve(key).equals(path);
    } catch (InvalidPathException _) {
      return false;
    }
  }

  /**
   * Lists the folder recursively. Ends early if the thread is interrupted.
   *
   * @throws IOException if the folder itself cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  FolderContents list() throws IOException, InterruptedException {
    FolderContents found =
        new FolderContents(new TreeMap<>(), new ArrayList<>(), new TreeMap<>(), new ArrayList<>());
    Files.walkFileTree(root, new Lister(found));
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (found.folders().isEmpty()) {
      throw new IOException("The folder %s cannot be read".formatted(root));
    }
    return found;
  }

  private final class Lister extends SimpleFileVisitor<Path> {
    private final FolderContents found;

    Lister(FolderContents found) {
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      if (!path.equals(root)) {
        if (IgnoredNames.contain(path.getFileName().toString())) {
          return FileVisitResult.SKIP_SUBTREE;
        }
        if (!names(key(path), path)) {
          found.unnamed().add(path);
          return FileVisitResult.SKIP_SUBTREE;
        }
      }
      found.folders().add(path);
      return next();
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !IgnoredNames.contain(path.getFileName().toString())) {
        String key = key(path);
        if (names(key, path)) {
          found.files().put(key, FileVersion.of(attributes));
        } else {
          found.unnamed().add(path);
        }
      }
      return next();
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException reason) {
      // A file deleted during the walk is not an error.
      if (!(reason instanceof NoSuchFileException)) {
        found.unreadable().put(key(path), path);
      }
      return next();
    }

    @Override
    public FileVisitResult postVisitDirectory(Path path, @Nullable IOException reason) {
      if (reason != null) {
        found.unreadable().put(key(path), path);
      }
      return next();
    }

    private static FileVisitResult next() {
      return Thread.currentThread().isInterrupted()
          ? FileVisitResult.TERMINATE
          : FileVisitResult.CONTINUE;
    }
  }
}
