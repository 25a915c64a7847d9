package io.github.snaplabel.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The files named on a command line, with folders searched recursively.
 *
 * <p>Whether a file is an image depends on its content. The name only decides whether a file that
 * is not an image is a failure (a broken {@code cat.jpg}) or ignored (a {@code README.md} among
 * photos).
 *
 * @param found in the order of the paths, sorted by name within a folder
 * @param failures paths that cannot be accessed
 */
record ImageFiles(List<Found> found, List<FileOutcome.UnreadableFile> failures) {
  private static final Set<String> IMAGE_EXTENSIONS =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "bmp", "tif", "tiff", "heic", "heif",
          "avif", "jxl");

  /**
   * A file to label.
   *
   * @param expectedToBeImage true if the path was given explicitly or has an image's extension
   */
  record Found(Path path, boolean expectedToBeImage) {}

  /** Searches the paths; unreadable ones become {@link #failures}. */
  static ImageFiles find(List<Path> paths) throws IOException {
    List<Found> found = new ArrayList<>();
    List<FileOutcome.UnreadableFile> failures = new ArrayList<>();
    for (Path path : paths) {
      if (path.toString().isEmpty()) {
        failures.add(new FileOutcome.UnreadableFile(path, "not-found", "The path is empty"));
      } else if (Files.isDirectory(path)) {
        List<Path> inFolder = new ArrayList<>();
        Files.walkFileTree(path, new Collector(inFolder, failures));
        inFolder.stream().sorted().map(ImageFiles::inFolder).forEach(found::add);
      } else {
        found.add(new Found(path, true));
      }
    }
    return new ImageFiles(List.copyOf(found), List.copyOf(failures));
  }

  private static Found inFolder(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return new Found(path, IMAGE_EXTENSIONS.contains(extension));
  }

  /** Collects regular files, and records what cannot be accessed without stopping the walk. */
  private static final class Collector extends SimpleFileVisitor<Path> {
    private final List<Path> files;
    private final List<FileOutcome.UnreadableFile> failures;

    Collector(List<Path> files, List<FileOutcome.UnreadableFile> failures) {
      this.files = files;
      this.failures = failures;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (Files.isRegularFile(file)) {
        files.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException reason) {
      failures.add(FileOutcome.UnreadableFile.of(file, reason));
      return FileVisitResult.CONTINUE;
    }
  }
}
