package io.github.snaplabel.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects the parts of a file that affect its pixels, for native code, which would otherwise parse
 * all others as well, and warn about some of them. Adjacent parts are merged.
 *
 * <p>Not thread-safe.
 */
final class FileParts {
  private final Bytes file;
  private final List<Bytes> parts = new ArrayList<>();
  private int start;
  private int end;

  FileParts(Bytes file) {
    this.file = file;
  }

  /** Adds a range of the file. */
  void add(int from, int to) throws CorruptImageException {
    if (from != end) {
      flush();
      start = from;
    }
    end = to;
  }

  /** Adds other bytes, in place of a range of the file. */
  void add(byte[] replacement) throws CorruptImageException {
    flush();
    parts.add(new Bytes(replacement));
  }

  /** Returns the number of separate parts so far. */
  int size() {
    return parts.size() + (end > start ? 1 : 0);
  }

  /** Returns all parts, in the order in which they were added. */
  List<Bytes> all() throws CorruptImageException {
    flush();
    return List.copyOf(parts);
  }

  private void flush() throws CorruptImageException {
    if (end > start) {
      parts.add(file.from(start, end - (long) start));
    }
    start = end;
  }
}
