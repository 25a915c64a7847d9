package io.github.snaplabel.image.heif;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A box of the ISO base media file format (ISO/IEC 14496-12, 4.2).
 *
 * @param type four characters
 * @param content what follows the header; {@link #content()} returns a new reader each time
 */
record Box(String type, HeifReader content) {
  private static final int HEADER_BYTES = 8;
  private static final int LARGE_HEADER_BYTES = 16;
  private static final int EXTENDED_TYPE_BYTES = 16;

  /** Reads the next box. */
  static Box next(HeifReader in) throws HeifException {
    int available = in.remaining();
    long size = in.u32();
    String type = in.fourCharacters();
    int header = HEADER_BYTES;
    if (size == 1) {
      size = in.number(8);
      header = LARGE_HEADER_BYTES;
    } else if (size == 0) {
      size = available;
    }
    Box box = new Box(type, in.take(size - header));
    if (type.equals("uuid")) {
      box.content.skip(EXTENDED_TYPE_BYTES);
    }
    return box;
  }

  /** Reads all boxes up to the end of a range. */
  static List<Box> all(HeifReader in) throws HeifException {
    List<Box> boxes = new ArrayList<>();
    while (in.remaining() >= HEADER_BYTES) {
      boxes.add(next(in));
    }
    return boxes;
  }

  /** Returns the first box of a type; null if there is none. */
  static @Nullable Box find(List<Box> boxes, String type) {
    for (Box box : boxes) {
      if (box.type.equals(type)) {
        return box;
      }
    }
    return null;
  }

  @Override
  public HeifReader content() {
    return content.copy();
  }
}
