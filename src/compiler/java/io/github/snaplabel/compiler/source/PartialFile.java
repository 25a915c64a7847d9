package io.github.snaplabel.compiler.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A file that is being fetched: it grows as {@code NAME.part}, outlives a build that is broken off,
 * and gets its own name only when it is complete. {@code NAME.part.etag} says which version of
 * which address it came from, if the server has told that.
 *
 * @param path where it grows
 * @param origin the address and its entity tag, a line each
 * @param target its own name
 */
record PartialFile(Path path, Path origin, Path target) {
  static PartialFile of(Path target) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    String part = target.getFileName() + ".part";
    return new PartialFile(
        target.resolveSibling(part), target.resolveSibling(part + ".etag"), target);
  }

  /** Returns how much has come, in bytes. */
  long size() throws IOException {
    return Files.exists(path) ? Files.size(path) : 0;
  }

  /** Returns the entity tag of what has come, if it came from that address. */
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
   * Starts over with what an address is about to send. A weak entity tag is no help and not kept.
   */
  void begin(URI url, Optional<String> entityTag) throws IOException {
    discard();
    if (entityTag.isPresent() && entityTag.get().startsWith("\"")) {
      Files.writeString(origin, url + "\n" + entityTag.get() + "\n");
    }
  }

  /** Forgets what has come. */
  void discard() throws IOException {
    Files.deleteIfExists(path);
    Files.deleteIfExists(origin);
  }

  /** Gives the file its own name. */
  void complete() throws IOException {
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(origin);
  }
}
