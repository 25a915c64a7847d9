package io.github.snaplabel.image.heif;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The properties of a file's items (box {@code iprp}; ISO/IEC 23008-12, 9.3). */
final class ItemProperties {
  private static final int WIDE_INDICES = 1;

  private final List<Box> properties;
  private final Map<Integer, Association> associations = new HashMap<>();

  /** The part of an {@code ipma} box that lists the properties of an item. */
  private record Association(HeifReader indices, boolean wide) {}

  ItemProperties(HeifReader in) throws HeifException {
    List<Box> boxes = Box.all(in);
    Box container = Box.find(boxes, "ipco");
    if (container == null) {
      throw HeifException.corrupt("The HEIC does not describe its pictures: it has no properties");
    }
    properties = Box.all(container.content());
    for (Box box : boxes) {
      if (box.type().equals("ipma")) {
        associate(box.content());
      }
    }
  }

  private void associate(HeifReader in) throws HeifException {
    int version = in.u8();
    in.skip(2);
    boolean wide = (in.u8() & WIDE_INDICES) != 0;
    long entries = in.u32();
    for (long i = 0; i < entries; i++) {
      int item = in.itemId(version > 0);
      int count = in.u8();
      HeifReader indices = in.take(wide ? 2L * count : count);
      associations.putIfAbsent(item, new Association(indices, wide));
    }
  }

  /**
   * Returns the properties of an item, in the order in which they apply.
   *
   * @throws HeifException if the file refers to properties that it does not have
   */
  List<Box> of(int item) throws HeifException {
    Association association = associations.get(item);
    if (association == null) {
      return List.of();
    }
    List<Box> found = new ArrayList<>();
    HeifReader indices = association.indices.copy();
    while (indices.remaining() > 0) {
      int index = association.wide ? indices.u16() & 0x7fff : indices.u8() & 0x7f;
      if (index > properties.size()) {
        throw HeifException.corrupt("The HEIC refers to a property that it does not have");
      }
      // Index 0 means that no property is associated.
      if (index > 0) {
        found.add(properties.get(index - 1));
      }
    }
    return found;
  }
}
