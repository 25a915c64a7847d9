package io.github.snaplabel.cli;

import io.github.snaplabel.cli.FileOutcome.UnreadableFile;
import io.github.snaplabel.cli.folder.watch.IgnoredNames;
import io.github.snaplabel.image.ImageFileName;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files named on a command line, with folders searched recursively.
 *
 * <p>Whether a file is an image depends on its content. The name only decides whether a file that
 * is not an image is a failure (a broken {@code cat.jpg}) or ignored (a {@code README.md} among
 * photos).
 *
 * @param found in the order of the paths, sorted by name within a folder
 * @param skipped counts what was skipped in folders
 */
record ImageFiles(List<Found> found, Skipped skipped) {
  /** Something to report on, in the order of the report. */
  sealed interface Found {
    /** Returns its name in reports. */
    String name();

    /** Returns true if it was given explicitly or has an image's extension. */
    boolean expectedToBeImage();
  }

  /** A file to label. */
  record FoundFile(String name, Path path, boolean expectedToBeImage) implements Found {}

  /** The image on standard input. */
  record StandardInput() implements Found {
    @Override
    public String name() {
      return ImagePath.STANDARD_INPUT;
    }

    @Override
    public boolean expectedToBeImage() {
      return true;
    }
  }

  /** A path that cannot be accessed. */
  record Inaccessible(UnreadableFile outcome) implements Found {
    @Override
    public String name() {
      return outcome.name();
    }

    @Override
    public boolean expectedToBeImage() {
      return false;
    }
  }

  /**
   * Finds the files of arguments.
   *
   * @param arguments paths, {@code file:} URLs, or {@code -}
   */
  static ImageFiles find(List<String> arguments) throws IOException {
    List<Found> found = new ArrayList<>();
    Skipped skipped = new Skipped();
    for (String argument : arguments) {
      switch (ImagePath.parse(argument)) {
        case ImagePath.Stdin _ -> found.add(new StandardInput());
        case ImagePath.UnreadableArgument(UnreadableFile reason) ->
            found.add(new Inaccessible(reason));
        case ImagePath.Local(Path path) -> {
          if (Files.isDirectory(path)) {
            found.addAll(search(path, skipped));
          } else {
            found.add(new FoundFile(ImagePath.name(path), path, true));
          }
        }
      }
    }
    return new ImageFiles(List.copyOf(found), skipped);
  }

  private static List<Found> search(Path folder, Skipped skipped) throws IOException {
    Map<Path, Found> sorted = new TreeMap<>();
    // The walk does not follow links, but a link that is named explicitly is meant to be followed.
    Path start = Files.isSymbolicLink(folder) ? folder.toRealPath() : folder;
    Files.walkFileTree(start, new Collector(folder, start, sorted, skipped));
    return List.copyOf(sorted.values());
  }

  /** Collects files, and records what cannot be accessed without stopping the walk. */
  private static final class Collector extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final Path start;
    private final Map<Path, Found> found;
    private final Skipped skipped;

    Collector(Path folder, Path start, Map<Path, Found> found, Skipped skipped) {
      this.folder = folder;
      this.start = start;
      this.found = found;
      this.skipped = skipped;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      if (!path.equals(start) && IgnoredNames.contain(path.getFileName().toString())) {
        skipped.addHidden();
        return FileVisitResult.SKIP_SUBTREE;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      String name = path.getFileName().toString();
      if (IgnoredNames.contain(name)) {
        skipped.addHidden();
      } else if (attributes.isSymbolicLink() && Files.isDirectory(path)) {
        skipped.addFolderLink();
      } else if (Files.isRegularFile(path)) {
        Path named = named(path);
        found.put(named, new FoundFile(ImagePath.name(named), named, ImageFileName.isImage(name)));
      } else if (attributes.isSymbolicLink() && ImageFileName.isImage(name)) {
        addFailure(path, "not-found", "The target of the link does not exist or is not a file");
      } else {
        skipped.addOther();
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException reason) {
      Path named = named(path);
      found.put(named, new Inaccessible(UnreadableFile.of(ImagePath.name(named), reason)));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path path, @Nullable IOException reason) {
      return reason == null ? FileVisitResult.CONTINUE : visitFileFailed(path, reason);
    }

    private void addFailure(Path path, String code, String message) {
      Path named = named(path);
      found.put(named, new Inaccessible(new UnreadableFile(ImagePath.name(named), code, message)));
    }

    /** Returns the path as the user would write it. */
    private Path named(Path path) {
      return start.equals(folder) ? path : folder.resolve(start.relativize(path));
    }
  }
}
