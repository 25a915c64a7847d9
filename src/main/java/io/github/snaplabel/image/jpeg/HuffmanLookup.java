package io.github.snaplabel.image.jpeg;

/**
 * Decodes coefficients by table lookup: maps the next {@link #LOOKUP_BITS} bits of a scan to the
 * one or two coefficients that they encode. An entry is a {@code long}, because one is needed for
 * each coefficient of an image and objects would be slower:
 *
 * <ul>
 *   <li>bits 0 to 5: length of the entry's codes and values, in bits
 *   <li>bits 6 to 13: advance in zigzag order to the first coefficient
 *   <li>bits 14 to 21: advance from there to the second coefficient
 *   <li>bits 22 to 27: length of the first coefficient alone
 *   <li>bits 28 to 31: in a progressive image, the number of bits, at the end of the entry, that
 *       count the blocks that end
 *   <li>bits 32 to 47: value of the first coefficient
 *   <li>bits 48 to 63: value of the second coefficient
 * </ul>
 *
 * <p>An entry with a single coefficient repeats its value with an advance of 0, so that the decoder
 * handles both kinds without a branch.
 */
final class HuffmanLookup {
  /** Of eleven bits, nine are used on average, and the table fits into the L1 cache. */
  static final int LOOKUP_BITS = 11;

  /** Shifts 64 bits to the right so that the first {@link #LOOKUP_BITS} remain. */
  static final int SHIFT = Long.SIZE - LOOKUP_BITS;

  /** Advance of the end of a block: leads from any index to at least this one. */
  static final int END_OF_BLOCK = 128;

  /** Advance of an invalid code: leads behind the block, but not to {@link #END_OF_BLOCK}. */
  static final int INVALID = 64;

  /** Bits of a difference between DC coefficients, at most, for 8-bit samples (T.81, table F.1). */
  static final int MAX_DC_BITS = 11;

  /** Bits of an AC coefficient, at most, for 8-bit samples (T.81, table F.2). */
  private static final int MAX_AC_BITS = 10;

  private static final int SIXTEEN_ZEROS = 15;

  private final HuffmanTable codes;
  private final CodeKind kind;
  private final int maxBits;
  private final long[] entries = new long[1 << LOOKUP_BITS];

  /** What the codes stand for. */
  private enum CodeKind {
    DC,
    AC,
    /** AC coefficients of a progressive image, where one code may end several blocks. */
    AC_BAND
  }

  private HuffmanLookup(HuffmanTable codes, CodeKind kind, int maxBits) {
    this.codes = codes;
    this.kind = kind;
    this.maxBits = maxBits;
    for (int i = 0; i < entries.length; i++) {
      entries[i] = entry((long) i << SHIFT);
    }
  }

  /**
   * Returns the lookup of DC differences: one to an entry, with an advance of 0 (T.81, F.2.2.1).
   *
   * @param codes for symbols up to {@link #MAX_DC_BITS}
   */
  static HuffmanLookup dc(HuffmanTable codes) {
    return new HuffmanLookup(codes, CodeKind.DC, MAX_DC_BITS);
  }

  /** Returns the lookup of AC coefficients (T.81, F.2.2.2). */
  static HuffmanLookup ac(HuffmanTable codes) {
    return new HuffmanLookup(codes, CodeKind.AC, MAX_AC_BITS);
  }

  /**
   * Returns the lookup of the first bits of AC coefficients (T.81, G.1.2.2).
   *
   * @param lowBits the number of bits that later scans add
   */
  static HuffmanLookup band(HuffmanTable codes, int lowBits) {
    return new HuffmanLookup(codes, CodeKind.AC_BAND, MAX_AC_BITS - lowBits);
  }

  /** Returns the lookup of AC coefficients of one bit (T.81, G.1.2.3). */
  static HuffmanLookup refinement(HuffmanTable codes) {
    return new HuffmanLookup(codes, CodeKind.AC_BAND, 1);
  }

  /**
   * Returns the table: the entry for each value of {@link #LOOKUP_BITS} bits, or a partial entry of
   * length 0, which {@link #complete} completes.
   */
  long[] entries() {
    return entries;
  }

  private long entry(long bits) {
    int next16Bits = next16Bits(bits);
    int codeLength = codes.codeLength(next16Bits);
    if (codeLength == 0 || codeLength > LOOKUP_BITS) {
      return 0;
    }
    int symbol = codes.symbol(next16Bits, codeLength);
    long first = coefficient(bits, codeLength, symbol);
    int length = length(first);
    if (length > LOOKUP_BITS || firstAdvance(first) == INVALID) {
      return (long) codeLength << 6 | (long) symbol << 14;
    }
    if (kind == CodeKind.DC || firstAdvance(first) == END_OF_BLOCK) {
      return first;
    }
    long second = coefficient(bits << length);
    if (length + length(second) > LOOKUP_BITS || firstAdvance(second) == INVALID) {
      return first;
    }
    return length + length(second)
        | (first & (255L << 6 | 63L << 22 | 0xffffL << 32))
        | (long) firstAdvance(second) << 14
        | (second & (15L << 28 | 0xffffL << 48));
  }

  /**
   * Returns the entry of one coefficient that takes more than {@link #LOOKUP_BITS} bits.
   *
   * @param partial entry of the table: 0 if the code itself is longer, else the length of the code
   *     and the symbol in place of the two advances
   * @param bits of the scan
   */
  long complete(long partial, long bits) {
    return partial == 0
        ? coefficient(bits)
        : coefficient(bits, firstAdvance(partial), secondAdvance(partial));
  }

  private long coefficient(long bits) {
    int next16Bits = next16Bits(bits);
    int codeLength = codes.codeLength(next16Bits);
    return codeLength == 0
        ? single(1, INVALID, 0)
        : coefficient(bits, codeLength, codes.symbol(next16Bits, codeLength));
  }

  private static int next16Bits(long bits) {
    return (int) (bits >>> (Long.SIZE - HuffmanTable.MAX_CODE_BITS));
  }

  private long coefficient(long bits, int codeLength, int symbol) {
    int size = kind == CodeKind.DC ? symbol : symbol & 15;
    if (size > maxBits) {
      return single(1, INVALID, 0);
    }
    int zeros = symbol >>> 4;
    if (size == 0) {
      return kind == CodeKind.DC ? single(codeLength, 0, 0) : zeros(codeLength, zeros);
    }
    int value = (int) ((bits << codeLength) >>> (Long.SIZE - size));
    boolean negative = value < 1 << (size - 1);
    return single(
        codeLength + size,
        kind == CodeKind.DC ? 0 : zeros + 1,
        negative ? value - (1 << size) + 1 : value);
  }

  private long zeros(int codeLength, int zeros) {
    if (zeros == SIXTEEN_ZEROS) {
      return single(codeLength, 16, 0);
    }
    int countBits = kind == CodeKind.AC ? 0 : zeros;
    return single(codeLength + countBits, END_OF_BLOCK, 0) | (long) countBits << 28;
  }

  private static long single(int length, int advance, int value) {
    return length
        | (long) advance << 6
        | (long) length << 22
        | (value & 0xffffL) << 32
        | (long) value << 48;
  }

  /** Returns the length of an entry, in bits. */
  static int length(long entry) {
    return (int) entry & 63;
  }

  /** Returns the advance to the first coefficient. */
  static int firstAdvance(long entry) {
    return (int) (entry >>> 6) & 255;
  }

  /** Returns the advance from the first to the second coefficient. */
  static int secondAdvance(long entry) {
    return (int) (entry >>> 14) & 255;
  }

  /** Returns the length of the first coefficient alone, in bits. */
  static int firstLength(long entry) {
    return (int) (entry >>> 22) & 63;
  }

  /**
   * Returns for how many blocks an entry that ends a block of a progressive image does so, 1 to
   * 32767: this one and those that follow.
   *
   * @param bits of the scan, from the entry on
   */
  static int endedBlocks(long entry, long bits) {
    int countBits = (int) (entry >>> 28) & 15;
    int extra = (int) (bits << (length(entry) - countBits) >>> 1 >>> (Long.SIZE - 1 - countBits));
    return (1 << countBits) + extra;
  }

  /** Returns the first coefficient. */
  static int firstValue(long entry) {
    return (short) (entry >>> 32);
  }

  /** Returns the second coefficient, or the only one again. */
  static int secondValue(long entry) {
    return (int) (entry >> 48);
  }
}
