package io.github.snaplabel.image.heif;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the data of a file's items is (box {@code iloc}; ISO/IEC 14496-12, 8.11.3). */
final class ItemLocations {
  private static final int IN_FILE = 0;
  private static final int IN_ITEM_DATA = 1;

  private final byte[] file;
  private final @Nullable Box itemData;
  private final int offsetBytes;
  private final int lengthBytes;
  private final int baseBytes;
  private final int indexBytes;
  private final Map<Integer, HeifReader> entries = new HashMap<>();
  private final int version;

  /**
   * Reads the box.
   *
   * @param itemData the box {@code idat}; null if the file has none
   */
  ItemLocations(HeifReader in, byte[] file, @Nullable Box itemData) throws HeifException {
    this.file = file;
    this.itemData = itemData;
    version = in.u8();
    in.skip(3);
    if (version > 2) {
      throw HeifException.unsupported("A HEIC of a later version is not supported");
    }
    int sizes = in.u16();
    offsetBytes = sizes >> 12;
    lengthBytes = sizes >> 8 & 15;
    baseBytes = sizes >> 4 & 15;
    indexBytes = version == 0 ? 0 : sizes & 15;
    long items = version < 2 ? in.u16() : in.u32();
    for (long i = 0; i < items; i++) {
      int id = in.itemId(version == 2);
      entries.put(id, in.copy());
      in.skip((version == 0 ? 2 : 4) + baseBytes);
      in.skip((long) in.u16() * extentBytes());
    }
  }

  private int extentBytes() {
    return indexBytes + offsetBytes + lengthBytes;
  }

  /**
   * Returns the data of an item.
   *
   * @throws HeifException if it extends beyond the file, or is in another file or another item
   */
  ItemData data(int item) throws HeifException {
    HeifReader entry = entries.get(item);
    if (entry == null) {
      throw HeifException.corrupt("The HEIC does not say where a picture of it is");
    }
    HeifReader in = entry.copy();
    int method = version == 0 ? IN_FILE : in.u16() & 15;
    if (method > IN_ITEM_DATA || in.u16() != 0) {
      throw HeifException.unsupported(
          "A HEIC whose pictures are stored in other items or files is not supported");
    }
    long base = in.number(baseBytes);
    int count = in.u16();
    if (count > 1 && extentBytes() == 0) {
      throw HeifException.corrupt("The HEIC has parts without a place");
    }
    HeifReader source = source(method);
    List<HeifReader> extents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      in.skip(indexBytes);
      HeifReader extent = source.copy();
      // A sum that overflows is negative, which the reader rejects as well.
      extent.skip(base + in.number(offsetBytes));
      long length = in.number(lengthBytes);
      extents.add(extent.take(length == 0 ? extent.remaining() : length));
    }
    return ItemData.of(extents, file.length);
  }

  private HeifReader source(int method) throws HeifException {
    if (method == IN_FILE) {
      return new HeifReader(file);
    }
    if (itemData == null) {
      throw HeifException.corrupt("The HEIC has no item data, in which a picture should be");
    }
    return itemData.content();
  }
}
