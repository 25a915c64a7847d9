package io.github.snaplabel.image.heif;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The description of all pictures in a file (box {@code meta}; ISO/IEC 14496-12, 8.11).
 *
 * @param fileLength in bytes
 * @param primary ID of the item that is the picture to show
 */
record HeifContainer(
    int fileLength,
    int primary,
    ItemTypes types,
    ItemLocations locations,
    ItemProperties properties,
    ItemReferences references) {
  private static final String PICTURES = "pict";

  static HeifContainer parse(byte[] file) throws HeifException {
    HeifReader in = new HeifReader(file);
    Box box = Box.next(in);
    while (!box.type().equals("meta")) {
      if (in.remaining() == 0) {
        throw HeifException.corrupt("The HEIC contains no description of pictures");
      }
      box = Box.next(in);
    }
    HeifReader content = box.content();
    content.skip(4);
    List<Box> boxes = Box.all(content);
    checkHandler(Box.find(boxes, "hdlr"));
    Box references = Box.find(boxes, "iref");
    return new HeifContainer(
        file.length,
        primary(required(boxes, "pitm")),
        new ItemTypes(required(boxes, "iinf")),
        new ItemLocations(required(boxes, "iloc"), file, Box.find(boxes, "idat")),
        new ItemProperties(required(boxes, "iprp")),
        references == null ? ItemReferences.NONE : ItemReferences.parse(references.content()));
  }

  private static void checkHandler(@Nullable Box handler) throws HeifException {
    if (handler != null) {
      HeifReader in = handler.content();
      in.skip(8);
      if (!in.fourCharacters().equals(PICTURES)) {
        throw HeifException.unsupported(
            "A HEIF file of something else than pictures is not supported");
      }
    }
  }

  private static int primary(HeifReader in) throws HeifException {
    boolean wide = in.u8() != 0;
    in.skip(3);
    return in.itemId(wide);
  }

  private static HeifReader required(List<Box> boxes, String type) throws HeifException {
    Box box = Box.find(boxes, type);
    if (box == null) {
      throw HeifException.corrupt("The HEIC lacks the box '%s'".formatted(type));
    }
    return box.content();
  }
}
