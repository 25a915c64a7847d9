package io.github.snaplabel.image.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header of a scan of a progressive JPEG (ITU-T T.81, B.2.3 and G.1.1.1).
 *
 * @param components indices of its components in the frame
 * @param tableIds numbers of the Huffman tables of each: DC in the high four bits, AC in the others
 * @param first zigzag index of the first coefficient; 0 only if it is the last one, too
 * @param last zigzag index of the last coefficient
 * @param refines whether the scan adds one bit to coefficients of earlier scans
 * @param lowBits how many low bits of the coefficients are left to later scans
 */
record ProgressiveScan(
    List<Integer> components,
    List<Integer> tableIds,
    int first,
    int last,
    boolean refines,
    int lowBits) {
  /** An AC coefficient has 10 bits, at most. */
  private static final int MAX_LOW_BITS = 9;

  /** Parses the header; empty if it is damaged or unusual. */
  static Optional<ProgressiveScan> parse(ByteRange header, FrameLayout frame) {
    int count = header.u8(0);
    if (count < 1 || count > frame.components().size() || header.length() != 4 + 2 * count) {
      return Optional.empty();
    }
    List<Integer> components = new ArrayList<>();
    List<Integer> tableIds = new ArrayList<>();
    int next = 0;
    for (int i = 0; i < count; i++) {
      int id = header.u8(1 + 2 * i);
      while (next < frame.components().size() && frame.components().get(next).id() != id) {
        next++;
      }
      components.add(next++);
      tableIds.add(header.u8(2 + 2 * i));
    }
    int first = header.u8(1 + 2 * count);
    int last = header.u8(2 + 2 * count);
    int highBit = header.u8(3 + 2 * count) >> 4;
    int lowBits = header.u8(3 + 2 * count) & 15;
    boolean isBand = first == 0 ? last == 0 : count == 1 && first <= last;
    if (next > frame.components().size()
        || !isBand
        || last >= ScaledIdct.BLOCK_COEFFICIENTS
        || lowBits > MAX_LOW_BITS
        || (highBit != 0 && highBit != lowBits + 1)) {
      return Optional.empty();
    }
    return Optional.of(
        new ProgressiveScan(components, tableIds, first, last, highBit != 0, lowBits));
  }
}
