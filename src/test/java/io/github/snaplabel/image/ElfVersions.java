package io.github.snaplabel.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the symbol versions that a 64-bit little-endian ELF library requires of other libraries.
 */
final class ElfVersions {
  /** The type of the section {@code .gnu.version_r}. */
  private static final int VERSION_NEEDS = 0x6ffffffe;

  private final ByteBuffer file;

  private ElfVersions(ByteBuffer file) {
    this.file = file;
  }

  /** Returns versions such as {@code GLIBC_2.34}. */
  static Set<String> neededBy(Path library) throws IOException {
    byte[] bytes = Files.readAllBytes(library);
    return new ElfVersions(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)).needed();
  }

  private Set<String> needed() throws IOException {
    if (file.getInt(0) != 0x464c457f || file.get(4) != 2 || file.get(5) != 1) {
      throw new IOException("This is not a 64-bit little-endian ELF file");
    }
    Set<String> versions = new TreeSet<>();
    for (int i = 0; i < file.getShort(0x3c); i++) {
      int section = section(i);
      if (file.getInt(section + 4) == VERSION_NEEDS) {
        int strings = offset(section(file.getInt(section + 0x28)));
        addNeeds(versions, offset(section), file.getInt(section + 0x2c), strings);
      }
    }
    return versions;
  }

  /** Returns the offset of the header of a section. */
  private int section(int index) {
    return Math.toIntExact(file.getLong(0x28)) + index * file.getShort(0x3a);
  }

  private int offset(int section) {
    return Math.toIntExact(file.getLong(section + 0x18));
  }

  /** Adds the versions from the entries of all required libraries. */
  private void addNeeds(Set<String> versions, int start, int count, int strings) {
    int need = start;
    for (int i = 0; i < count; i++) {
      int version = need + file.getInt(need + 8);
      for (int j = 0; j < file.getShort(need + 2); j++) {
        versions.add(string(strings + file.getInt(version + 8)));
        version += file.getInt(version + 12);
      }
      need += file.getInt(need + 12);
    }
  }

  private String string(int at) {
    StringBuilder string = new StringBuilder();
    for (int i = at; file.get(i) != 0; i++) {
      string.append((char) file.get(i));
    }
    return string.toString();
  }
}
