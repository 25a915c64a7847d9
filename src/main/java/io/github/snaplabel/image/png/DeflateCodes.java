package io.github.snaplabel.image.png;

import java.util.Arrays;

/**
 * The Huffman codes of one alphabet of deflate (RFC 1951, 3.2.2). A table decodes all codes that
 * are at most as long as its index; longer ones, which are rare, are decoded bit by bit.
 *
 * <p>An entry of the table is one of these:
 *
 * <ul>
 *   <li>a literal, which is negative: bits 0 to 7 are the length of its code, bits 8 to 15 the byte
 *   <li>a base, to which extra bits are added: bits 0 to 5 are the length of code and extra bits
 *       together, bits 8 to 11 that of the code alone, bits 15 to 29 the base
 *   <li>something else, with {@link #OTHER}, and the length of its code as in a base
 * </ul>
 *
 * <p>Not thread-safe; used again for each block.
 */
final class DeflateCodes {
  static final int OTHER = 1 << 30;
  static final int END_OF_BLOCK = OTHER;
  static final int INVALID = OTHER | 1 << 15;
  private static final int LONG_CODE = OTHER | 2 << 15;
  static final int BASE_SHIFT = 15;
  private static final int LITERAL = 1 << 31;
  private static final int MAX_CODE_BITS = 15;
  private static final int CODE_AND_TOTAL_BIT = 0x101;

  private final int[] symbols;
  private final int[] table;
  private final int[] counts = new int[MAX_CODE_BITS + 1];
  private boolean complete;

  /** All symbols that have a code, in the order of the codes. */
  private final int[] sorted;

  /**
   * @param symbols an entry for each symbol, for a code of length 0
   * @param tableBits length of the table's index
   */
  DeflateCodes(int[] symbols, int tableBits) {
    this.symbols = symbols;
    this.table = new int[1 << tableBits];
    this.sorted = new int[symbols.length];
  }

  static int literal(int value) {
    return LITERAL | value << Byte.SIZE;
  }

  static int base(int value, int extraBits) {
    return value << BASE_SHIFT | extraBits;
  }

  /** Returns the table, which is indexed by the next bits of the data. */
  int[] table() {
    return table;
  }

  /**
   * Assigns codes.
   *
   * @param lengths of the codes, in bits; 0 for a symbol without one
   * @param from index of the first symbol's length
   * @param count of symbols
   * @return false if they are not a complete set of codes, a single code of one bit, or none
   */
  boolean assign(byte[] lengths, int from, int count) {
    Arrays.fill(counts, 0);
    for (int symbol = 0; symbol < count; symbol++) {
      counts[lengths[from + symbol]]++;
    }
    counts[0] = 0;
    int[] next = new int[MAX_CODE_BITS + 1];
    int[] order = new int[MAX_CODE_BITS + 1];
    int unused = 1;
    int longest = 0;
    for (int length = 1; length <= MAX_CODE_BITS; length++) {
      next[length] = (next[length - 1] + counts[length - 1]) << 1;
      order[length] = order[length - 1] + counts[length - 1];
      unused = (unused << 1) - counts[length];
      if (unused < 0) {
        return false;
      }
      longest = counts[length] > 0 ? length : longest;
    }
    complete = unused == 0;
    if (!complete) {
      Arrays.fill(table, INVALID);
    }
    for (int symbol = 0; symbol < count; symbol++) {
      int length = lengths[from + symbol];
      if (length > 0) {
        sorted[order[length]++] = symbol;
        add(next[length]++, length, symbol);
      }
    }
    return complete || longest <= 1;
  }

  /** Returns whether any sequence of bits is a sequence of codes. */
  boolean isComplete() {
    return complete;
  }

  /** Returns whether the data is damaged where it has this entry. */
  static boolean isInvalid(int entry) {
    return (entry & INVALID) == INVALID;
  }

  private void add(int code, int length, int symbol) {
    // The data has the first bit of a code as its least significant one.
    int reversed = Integer.reverse(code) >>> (Integer.SIZE - length);
    if (1 << length > table.length) {
      table[reversed & (table.length - 1)] = LONG_CODE;
      return;
    }
    int entry = entry(symbol, length);
    for (int i = reversed; i < table.length; i += 1 << length) {
      table[i] = entry;
    }
  }

  private int entry(int symbol, int length) {
    int entry = symbols[symbol];
    return entry + (entry < 0 ? length : length * CODE_AND_TOTAL_BIT);
  }

  /**
   * Returns the entry of a code that may be too long for the table.
   *
   * @param entry from the table
   * @param bits the next bits of the data, at least 15
   */
  int resolve(int entry, long bits) {
    if (entry != LONG_CODE) {
      return entry;
    }
    int code = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= MAX_CODE_BITS; length++) {
      code |= (int) (bits >>> (length - 1)) & 1;
      if (code - first < counts[length]) {
        return entry(sorted[index + code - first], length);
      }
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    return INVALID;
  }
}
