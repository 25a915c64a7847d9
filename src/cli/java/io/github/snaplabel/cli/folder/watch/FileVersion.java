package io.github.snaplabel.cli.folder.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * The attributes that show a change of a file without reading it.
 *
 * @param size in bytes
 * @param modified time of the last write
 */
public record FileVersion(long size, Instant modified) {
  static FileVersion of(BasicFileAttributes attributes) {
    return new FileVersion(attributes.size(), attributes.lastModifiedTime().toInstant());
  }

  static FileVersion of(Path file) throws IOException {
    return of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }
}
