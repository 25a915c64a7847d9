package io.github.snaplabel.image.heif;

import java.util.ArrayList;
import java.util.List;

/**
 * The data of an item.
 *
 * @param extents ranges of the file that contain it, in order
 * @param length total of all extents, in bytes
 */
record ItemData(List<HeifReader> extents, long length) {
  /**
   * Adds up the lengths of the extents.
   *
   * @throws HeifException if their total exceeds the length of the file, which means that they
   *     overlap
   */
  static ItemData of(List<HeifReader> extents, int fileLength) throws HeifException {
    long length = 0;
    for (HeifReader extent : extents) {
      length += extent.remaining();
    }
    if (length > fileLength) {
      throw HeifException.corrupt("The HEIC has parts that overlap");
    }
    return new ItemData(List.copyOf(extents), length);
  }

  /** Returns a copy of all bytes. */
  byte[] bytes() throws HeifException {
    byte[] bytes = new byte[(int) length];
    int at = 0;
    for (HeifReader extent : extents) {
      byte[] part = extent.copy().bytes(extent.remaining());
      System.arraycopy(part, 0, bytes, at, part.length);
      at += part.length;
    }
    return bytes;
  }

  /**
   * Returns the NAL units of a coded picture.
   *
   * @param lengthBytes size of the length field before each unit, in bytes
   * @throws HeifException if a unit extends beyond the end of the data
   */
  List<byte[]> nalUnits(int lengthBytes) throws HeifException {
    HeifReader in = new HeifReader(bytes());
    List<byte[]> units = new ArrayList<>();
    while (in.remaining() > 0) {
      units.add(in.bytes(in.number(lengthBytes)));
    }
    return units;
  }
}
