package io.github.snaplabel.image.png;

import java.util.Arrays;

/**
 * The Huffman codes of one alphabet of deflate (RFC 1951, 3.2.2). A table decodes all codes that
 * are at most as long as its index; longer ones, which are rare, are decoded bit by bit.
 *
 * <p>Bits 0 to 5 of an entry of the table say how many bits it stands for. It is one of these:
 *
 * <ul>
 *   <li>one or two literals, which is negative: bits 8 to 15 are the first byte, bits 16 to 23 the
 *       second one, bits 24 and 25 how many there are
 *   <li>a base, to which extra bits are added: bits 8 to 11 are the length of the code without
 *       them, bits 15 to 29 the base
 *   <li>something else, with {@link #OTHER}
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
  private static final int LITERAL_COUNT_SHIFT = 24;
  private static final int FIRST_LITERAL = 0xff00;
  private static final int BITS = Long.SIZE - 1;
  private static final int MAX_CODE_BITS = 15;
  private static final int CODE_AND_TOTAL_BIT = 0x101;

  private final int[] symbols;
  private final int[] table;
  private final int tableAt;
  private final int tableSize;
  private final int[] counts = new int[MAX_CODE_BITS + 1];
  private boolean complete;

  /** All symbols that have a code, in the order of the codes. */
  private final int[] sorted;

  /**
   * @param symbols an entry for each symbol, for a code of length 0
   * @param table receives the table, which is indexed by the next bits of the data
   * @param tableAt offset of the table's first entry
   * @param tableBits length of the table's index
   */
  DeflateCodes(int[] symbols, int[] table, int tableAt, int tableBits) {
    this.symbols = symbols;
    this.table = table;
    this.tableAt = tableAt;
    this.tableSize = 1 << tableBits;
    this.sorted = new int[symbols.length];
  }

  static int literal(int value) {
    return LITERAL | 1 << LITERAL_COUNT_SHIFT | value << Byte.SIZE;
  }

  static int base(int value, int extraBits) {
    return value << BASE_SHIFT | extraBits;
  }

  /** Returns how many literals an entry has. */
  static int literals(int entry) {
    return entry >>> LITERAL_COUNT_SHIFT & 3;
  }

  /** Returns the base of an entry plus the extra bits behind its code. */
  static int value(int entry, long bits) {
    // A shift uses only the lowest six bits of its distance.
    int extra = (int) ((bits & ((1L << entry) - 1)) >>> (entry >>> Byte.SIZE));
    return (entry >>> BASE_SHIFT) + extra;
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
      Arrays.fill(table, tableAt, tableAt + tableSize, INVALID);
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
    if (1 << length > tableSize) {
      table[tableAt + (reversed & (tableSize - 1))] = LONG_CODE;
      return;
    }
    int entry = entry(symbol, length);
    for (int i = reversed; i < tableSize; i += 1 << length) {
      table[tableAt + i] = entry;
    }
  }

  /** Makes one entry of two literals wherever an index has the codes of both. */
  void pairLiterals() {
    // Downwards, as the second literal is in an entry of a smaller index, or the same.
    for (int i = tableSize - 1; i >= 0; i--) {
      int first = table[tableAt + i];
      if (first < 0) {
        int second = table[tableAt + (i >>> first)];
        int bits = (first & BITS) + (second & BITS);
        if (second < 0 && 1 << bits <= tableSize) {
          table[tableAt + i] =
              LITERAL
                  | 2 << LITERAL_COUNT_SHIFT
                  | (second & FIRST_LITERAL) << Byte.SIZE
                  | (first & FIRST_LITERAL)
                  | bits;
        }
      }
    }
  }

  private int entry(int symbol, int length) {
    int entry = symbols[symbol];
    return entry + (entry < 0 ? length : length * CODE_AND_TOTAL_BIT);
  }

  /**
   * Returns the entry of the next code, of any length.
   *
   * @param bits the next bits of the data, at least 15
   */
  int find(long bits) {
    int entry = table[tableAt + ((int) bits & (tableSize - 1))];
    return entry == LONG_CODE ? findLong(bits) : entry;
  }

  private int findLong(long bits) {
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
