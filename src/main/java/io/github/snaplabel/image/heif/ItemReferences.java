package io.github.snaplabel.image.heif;

import java.util.ArrayList;
import java.util.List;

/** How a file's items refer to each other (box {@code iref}; ISO/IEC 14496-12, 8.11.12). */
final class ItemReferences {
  /** No references. */
  static final ItemReferences NONE = new ItemReferences(List.of());

  private record Reference(String type, int from, List<Integer> to) {}

  private final List<Reference> references;

  private ItemReferences(List<Reference> references) {
    this.references = references;
  }

  static ItemReferences parse(HeifReader in) throws HeifException {
    boolean wide = in.u8() != 0;
    in.skip(3);
    List<Reference> references = new ArrayList<>();
    for (Box box : Box.all(in)) {
      HeifReader content = box.content();
      int from = content.itemId(wide);
      int count = content.u16();
      List<Integer> to = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        to.add(content.itemId(wide));
      }
      references.add(new Reference(box.type(), from, List.copyOf(to)));
    }
    return new ItemReferences(references);
  }

  /** Returns the items that an item refers to by a reference of the type, in order. */
  List<Integer> from(int item, String type) {
    for (Reference reference : references) {
      if (reference.from == item && reference.type.equals(type)) {
        return reference.to;
      }
    }
    return List.of();
  }

  /** Returns the items that refer to an item by a reference of the type. */
  List<Integer> to(int item, String type) {
    List<Integer> found = new ArrayList<>();
    for (Reference reference : references) {
      if (reference.type.equals(type) && reference.to.contains(item)) {
        found.add(reference.from);
      }
    }
    return found;
  }
}
