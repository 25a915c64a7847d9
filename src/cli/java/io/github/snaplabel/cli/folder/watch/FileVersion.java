package io.github.snaplabel.cli.folder.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * What tells without reading a file that it has changed.
 *
 * @param size in bytes
 * @param modified when it was written last
 */
public record FileVersion(long size, Instant modified) {
  static FileVersion of(BasicFileAttributes attributes) {
    return new FileVersion(attributes.size(), attributes.lastModifiedTime().toInstant());
  }

  static FileVersion of(Path file) throws IOException {
    return of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }
}
