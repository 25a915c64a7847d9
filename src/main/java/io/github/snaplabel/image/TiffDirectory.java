package io.github.snaplabel.image;

import java.util.HashMap;
import java.util.Map;

/** A directory of a TIFF: properties of an image, each identified by a number, its tag. */
final class TiffDirectory {
  private static final int ENTRY_BYTES = 12;
  private static final int VALUE_OFFSET = 8;
  private static final int VALUE_BYTES = 4;

  private final Bytes file;
  private final boolean little;

  /** Whether the file contains all entries. */
  final boolean complete;

  /** The first entry of each tag. */
  private final Map<Integer, Bytes> entries = new HashMap<>();

  /**
   * Reads the entries, as far as they are within the file.
   *
   * @param little whether numbers begin with the least significant byte
   * @param offset where in the file the directory begins
   */
  TiffDirectory(Bytes file, boolean little, long offset) throws CorruptImageException {
    this.file = file;
    this.little = little;
    int length = ENTRY_BYTES * (int) new Values(file.range(offset, 2), 2, little).at(0);
    Bytes list = file.from(offset + 2, length);
    complete = list.length() == length;
    // The last two bytes of an entry are needed only if its value is a LONG, and may be missing.
    for (int at = 0; at <= list.length() - ENTRY_BYTES + 2; at += ENTRY_BYTES) {
      Bytes entry = list.from(at, ENTRY_BYTES);
      entries.putIfAbsent((int) new Values(entry, 2, little).at(0), entry);
    }
  }

  /** Returns the first value of a tag, limited to 31 bits, or a default if the tag is absent. */
  int value(int tag, int absent) throws CorruptImageException {
    Values values = values(tag);
    return values.count() == 0 ? absent : (int) Math.min(values.at(0), Integer.MAX_VALUE);
  }

  /** Returns all values of a tag; none if the tag is absent. */
  Values values(int tag) throws CorruptImageException {
    Bytes entry = entries.get(tag);
    if (entry == null) {
      return new Values(file.range(0, 0), 1, little);
    }
    Values words = new Values(entry, 4, little);
    long length = words.at(1) * size(entry);
    boolean inside = length <= VALUE_BYTES;
    Bytes bytes = inside ? entry.range(VALUE_OFFSET, length) : file.range(words.at(2), length);
    return new Values(bytes, size(entry), little);
  }

  private int size(Bytes entry) throws CorruptImageException {
    return switch ((int) new Values(entry, 2, little).at(1)) {
      case 1, 7 -> 1;
      case 4, 13 -> 4;
      default -> 2;
    };
  }

  /**
   * Unsigned integers.
   *
   * @param size bytes of each: 1, 2 or 4
   */
  record Values(Bytes bytes, int size, boolean little) {
    int count() {
      return bytes.length() / size;
    }

    long at(int index) throws CorruptImageException {
      int at = index * size;
      return switch (size) {
        case 1 -> bytes.u8(at);
        case 2 -> little ? bytes.u16le(at) : bytes.u16be(at);
        default -> little ? bytes.u32le(at) : bytes.u32be(at);
      };
    }
  }
}
