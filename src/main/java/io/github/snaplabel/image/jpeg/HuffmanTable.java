package io.github.snaplabel.image.jpeg;

import java.util.Arrays;
import java.util.Optional;

/** A Huffman table of a JPEG: canonical codes, shortest first (ITU-T T.81, annex C). Immutable. */
final class HuffmanTable {
  static final int MAX_CODE_BITS = 16;
  private static final int MAX_SYMBOLS = 256;

  private final int[] symbols;

  /** By length: the first value, left-aligned in 16 bits, above all codes up to that length. */
  private final int[] limits = new int[MAX_CODE_BITS + 1];

  /** By length: the difference between the index of a symbol and its code. */
  private final int[] symbolOffsets = new int[MAX_CODE_BITS + 1];

  private HuffmanTable(int[] symbols) {
    this.symbols = symbols;
  }

  /** Receives the tables of a segment. */
  @FunctionalInterface
  interface Receiver {
    /**
     * Takes a table.
     *
     * @param id its class, 0 for DC and 1 for AC, in the high four bits, and its number
     * @return false if the table is not usable, which ends the segment
     */
    boolean accept(int id, HuffmanTable table);
  }

  /**
   * Reads the tables of a DHT segment (T.81, B.2.4.2).
   *
   * @return false if a table is truncated, no prefix code, or not accepted
   */
  static boolean readAll(ByteRange segment, Receiver receiver) {
    int offset = 0;
    while (offset < segment.length()) {
      int id = segment.u8(offset);
      Optional<HuffmanTable> table = parse(segment.range(offset + 1, segment.length()));
      if (table.isEmpty() || !receiver.accept(id, table.get())) {
        return false;
      }
      offset += 1 + table.get().segmentBytes();
    }
    return true;
  }

  /**
   * Parses one table of a DHT segment (T.81, B.2.4.2).
   *
   * @param bytes start with the number of codes of each length, and may continue behind the table
   * @return empty if the table is truncated or no prefix code
   */
  static Optional<HuffmanTable> parse(ByteRange bytes) {
    if (bytes.length() < MAX_CODE_BITS) {
      return Optional.empty();
    }
    int count = 0;
    for (int length = 1; length <= MAX_CODE_BITS; length++) {
      count += bytes.u8(length - 1);
    }
    if (count > MAX_SYMBOLS || bytes.length() < MAX_CODE_BITS + count) {
      return Optional.empty();
    }
    int[] symbols = new int[count];
    for (int i = 0; i < count; i++) {
      symbols[i] = bytes.u8(MAX_CODE_BITS + i);
    }
    HuffmanTable table = new HuffmanTable(symbols);
    return table.assignCodes(bytes) ? Optional.of(table) : Optional.empty();
  }

  /** Returns false if there are more codes of some length than a prefix code can have. */
  private boolean assignCodes(ByteRange counts) {
    int code = 0;
    int symbol = 0;
    for (int length = 1; length <= MAX_CODE_BITS; length++) {
      int count = counts.u8(length - 1);
      symbolOffsets[length] = symbol - code;
      code += count;
      symbol += count;
      // The code of all ones is reserved.
      if (code >= 1 << length) {
        return false;
      }
      limits[length] = code << (MAX_CODE_BITS - length);
      code <<= 1;
    }
    return true;
  }

  /** Returns the bytes that the table takes in its segment. */
  private int segmentBytes() {
    return MAX_CODE_BITS + symbols.length;
  }

  /** Returns the largest symbol; 0 if there are none. */
  int largestSymbol() {
    return Arrays.stream(symbols).max().orElse(0);
  }

  /** Returns the length in bits of the code at the start of 16 bits; 0 if there is none. */
  int codeLength(int bits) {
    for (int length = 1; length <= MAX_CODE_BITS; length++) {
      if (bits < limits[length]) {
        return length;
      }
    }
    return 0;
  }

  /** Returns the symbol of the code of this length at the start of 16 bits. */
  int symbol(int bits, int codeLength) {
    return symbols[symbolOffsets[codeLength] + (bits >>> (MAX_CODE_BITS - codeLength))];
  }
}
