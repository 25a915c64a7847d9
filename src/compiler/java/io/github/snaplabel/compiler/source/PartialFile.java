package io.github.snaplabel.compiler.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A file that is being downloaded as {@code NAME.part}. It survives an interrupted build and is
 * renamed when complete. {@code NAME.part.etag} contains its URL and entity tag, if the server sent
 * one.
 *
 * @param path path of the partial file
 * @param origin path of the file with the URL and the entity tag, one per line
 * @param target path of the complete file
 */
record PartialFile(Path path, Path origin, Path target) {
  static PartialFile of(Path target) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    String part = target.getFileName() + ".part";
    return new PartialFile(
        target.resolveSibling(part), target.resolveSibling(part + ".etag"), target);
  }

  /** Returns the number of bytes received. */
  long size() throws IOException {
    return Files.exists(path) ? Files.size(path) : 0;
  }

  /** Returns the entity tag of the partial file, if it was downloaded from a URL. */
  Optional<String> entityTag(URI url) throws IOException {
    if (!Files.exists(origin)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(origin);
    return lines.size() == 2 && lines.getFirst().equals(url.toString())
        ? Optional.of(lines.getLast())
        : Optional.empty();
  }

  /**
   * Starts over with the response from a URL. A weak entity tag cannot be used to resume and is not
   * kept.
   */
  void begin(URI url, Optional<String> entityTag) throws IOException {
    discard();
    if (entityTag.isPresent() && entityTag.get().startsWith("\"")) {
      Files.writeString(origin, url + "\n" + entityTag.get() + "\n");
    }
  }

  /** Deletes the partial file. */
  void discard() throws IOException {
    Files.deleteIfExists(path);
    Files.deleteIfExists(origin);
  }

  /** Renames the file to its final name. */
  void complete() throws IOException {
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(origin);
  }
}
