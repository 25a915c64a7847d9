package io.github.snaplabel.image.png;

import java.util.Arrays;

/**
 * The Huffman codes of one alphabet of deflate (RFC 1951, 3.2.2). Codes that are not longer than
 * the index of a lookup table are decoded by it; longer ones, which are rare, are decoded bit by
 * bit.
 *
 * <p>Bits 0 to 5 of a table entry are the number of data bits that it consumes. There are three
 * kinds of entries:
 *
 * <ul>
 *   <li>one or two literals, negative: bits 8 to 15 are the first byte, bits 16 to 23 the second
 *       one, bits 24 and 25 the number of literals
 *   <li>a base, to which extra bits of the data are added: bits 8 to 11 are the length of the code
 *       without the extra bits, bits 15 to 29 the base
 *   <li>anything else, with the bit {@link #OTHER} set
 * </ul>
 *
 * <p>Not thread-safe; reused for each block.
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

  /** The symbols that have a code, in the order of the codes. */
  private final int[] sorted;

  /**
   * @param symbols for each symbol, its table entry without the length of the code
   * @param table receives the lookup table, which is indexed by the next bits of the data
   * @param tableAt offset of the lookup table's first entry
   * @param tableBits length of the lookup table's index, in bits
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

  /** Returns the number of literals of an entry. */
  static int literals(int entry) {
    return entry >>> LITERAL_COUNT_SHIFT & 3;
  }

  /**
   * Returns the base of an entry plus its extra bits.
   *
   * @param bits the next bits of the data, from the code on
   */
  static int value(int entry, long bits) {
    // A shift uses only the lowest six bits of its distance.
    int extra = (int) ((bits & ((1L << entry) - 1)) >>> (entry >>> Byte.SIZE));
    return (entry >>> BASE_SHIFT) + extra;
  }

  /**
   * Assigns codes to symbols and fills the table.
   *
   * @param lengths of the codes, in bits; 0 for a symbol without a code
   * @param from index of the first symbol's length
   * @param count number of symbols
   * @return whether the codes are valid: a complete set, a single code of one bit, or no code at
   *     all
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

  /** Returns whether the codes are a complete set: every sequence of bits can be decoded. */
  boolean isComplete() {
    return complete;
  }

  /** Returns whether an entry stands for no valid symbol, so that the data is damaged. */
  static boolean isInvalid(int entry) {
    return (entry & INVALID) == INVALID;
  }

  private void add(int code, int length, int symbol) {
    // Codes begin with their most significant bit, but bytes of data with the least significant.
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

  /** Merges two literals into one entry wherever an index contains the codes of both. */
  void pairLiterals() {
    // In descending order: the second literal's entry, whose index is not larger, must not have
    // been merged yet.
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
   * @param bits the next bits of the data, at least 15 of them
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
