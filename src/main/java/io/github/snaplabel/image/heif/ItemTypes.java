package io.github.snaplabel.image.heif;

import java.util.HashMap;
import java.util.Map;

/** The types of a file's items (box {@code iinf}; ISO/IEC 14496-12, 8.11.6). */
final class ItemTypes {
  private static final int FIRST_VERSION_WITH_TYPES = 2;

  private final Map<Integer, String> types = new HashMap<>();

  ItemTypes(HeifReader in) throws HeifException {
    int version = in.u8();
    in.skip(3 + (version == 0 ? 2 : 4));
    for (Box entry : Box.all(in)) {
      if (entry.type().equals("infe")) {
        add(entry.content());
      }
    }
  }

  private void add(HeifReader in) throws HeifException {
    int version = in.u8();
    in.skip(3);
    if (version < FIRST_VERSION_WITH_TYPES) {
      return;
    }
    int id = in.itemId(version > FIRST_VERSION_WITH_TYPES);
    int protection = in.u16();
    String type = in.fourCharacters();
    types.put(id, protection == 0 ? type : "encrypted");
  }

  /**
   * Returns the type of an item, such as {@code hvc1}.
   *
   * @throws HeifException if there is no such item
   */
  String of(int id) throws HeifException {
    String type = types.get(id);
    if (type == null) {
      throw HeifException.corrupt("The HEIC has no picture with the number it refers to");
    }
    return type;
  }
}
