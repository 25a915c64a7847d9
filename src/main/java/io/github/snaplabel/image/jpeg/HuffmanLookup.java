package io.github.snaplabel.image.jpeg;

/**
 * Says for the next bits of a scan which coefficients they hold. A step is one coefficient, or two
 * where they fit into {@link #WINDOW} bits, in one {@code long}: bits 0 to 5 are the step's length
 * in bits; 6 to 13, how far it goes on in the block to the first coefficient; 14 to 21, from there
 * to the second; 22 to 27, the length of the first alone; 32 to 47 and 48 to 63, their values. A
 * step of one coefficient gives it twice and stays where it is in between, so that it need not be
 * told apart.
 *
 * <p>Made of numbers and not of objects, because this is looked up for each coefficient of a
 * picture.
 */
final class HuffmanLookup {
  /**
   * Eleven bits hold nine that mean something, on average, and the table fits into the L1 cache.
   */
  static final int WINDOW = 11;

  /** What is to be taken away from 64 bits to keep a window's. */
  static final int SHIFT = Long.SIZE - WINDOW;

  /** How far the end of a block goes on: from any place to at least this one. */
  static final int END = 128;

  /** How far a code goes on that does not exist: behind the block, and not to {@link #END}. */
  static final int NOWHERE = 64;

  /** Bits of a difference of eight-bit samples, at most (T.81, table F.1). */
  static final int MAX_DC_BITS = 11;

  /** Bits of another coefficient of eight-bit samples, at most (T.81, table F.2). */
  private static final int MAX_AC_BITS = 10;

  private static final int SIXTEEN_ZEROES = 15;

  private final HuffmanTable codes;
  private final boolean dc;
  private final long[] steps = new long[1 << WINDOW];

  private HuffmanLookup(HuffmanTable codes, boolean dc) {
    this.codes = codes;
    this.dc = dc;
    for (int i = 0; i < steps.length; i++) {
      steps[i] = step((long) i << SHIFT);
    }
  }

  /**
   * Steps of one difference each, which goes nowhere (T.81, F.2.2.1).
   *
   * @param codes for symbols up to {@link #MAX_DC_BITS}
   */
  static HuffmanLookup dc(HuffmanTable codes) {
    return new HuffmanLookup(codes, true);
  }

  /** Steps through the other coefficients (T.81, F.2.2.2). */
  static HuffmanLookup ac(HuffmanTable codes) {
    return new HuffmanLookup(codes, false);
  }

  /**
   * For each {@link #WINDOW} bits the step, or what is known of it if its length is 0: see {@link
   * #complete}.
   */
  long[] steps() {
    return steps;
  }

  private long step(long bits) {
    int next = sixteen(bits);
    int code = codes.codeLength(next);
    if (code == 0 || code > WINDOW) {
      return 0;
    }
    int symbol = codes.symbol(next, code);
    long first = coefficient(bits, code, symbol);
    int length = length(first);
    if (length > WINDOW || first(first) == NOWHERE) {
      return (long) code << 6 | (long) symbol << 14;
    }
    if (dc || first(first) == END) {
      return first;
    }
    long second = coefficient(bits << length);
    if (length + length(second) > WINDOW || first(second) == NOWHERE) {
      return first;
    }
    return length + length(second)
        | (first & (255L << 6 | 63L << 22 | 0xffffL << 32))
        | (long) first(second) << 14
        | (second & 0xffffL << 48);
  }

  /**
   * The step of one coefficient that reaches beyond the window.
   *
   * @param known what the table says of the bits: 0, or where a step has its advances, the length
   *     of the code and its symbol
   */
  long complete(long known, long bits) {
    return known == 0 ? coefficient(bits) : coefficient(bits, first(known), second(known));
  }

  private long coefficient(long bits) {
    int next = sixteen(bits);
    int code = codes.codeLength(next);
    return code == 0 ? single(1, NOWHERE, 0) : coefficient(bits, code, codes.symbol(next, code));
  }

  private static int sixteen(long bits) {
    return (int) (bits >>> (Long.SIZE - HuffmanTable.LONGEST_CODE));
  }

  private long coefficient(long bits, int code, int symbol) {
    int size = dc ? symbol : symbol & 15;
    if (!dc && size > MAX_AC_BITS) {
      return single(1, NOWHERE, 0);
    }
    int run = symbol >>> 4;
    if (size == 0) {
      return single(code, dc ? 0 : run == SIXTEEN_ZEROES ? 16 : END, 0);
    }
    int value = (int) ((bits << code) >>> (Long.SIZE - size));
    boolean negative = value < 1 << (size - 1);
    return single(code + size, dc ? 0 : run + 1, negative ? value - (1 << size) + 1 : value);
  }

  private static long single(int length, int advance, int value) {
    return length
        | (long) advance << 6
        | (long) length << 22
        | (value & 0xffffL) << 32
        | (long) value << 48;
  }

  /** A step's length in bits. */
  static int length(long step) {
    return (int) step & 63;
  }

  /** How far it is to the step's first coefficient. */
  static int first(long step) {
    return (int) (step >>> 6) & 255;
  }

  /** How far it is from there to its second one. */
  static int second(long step) {
    return (int) (step >>> 14) & 255;
  }

  /** The length in bits of the first alone. */
  static int firstLength(long step) {
    return (int) (step >>> 22) & 63;
  }

  /** The first coefficient. */
  static int firstValue(long step) {
    return (short) (step >>> 32);
  }

  /** The second coefficient, or again the only one. */
  static int secondValue(long step) {
    return (int) (step >> 48);
  }
}
