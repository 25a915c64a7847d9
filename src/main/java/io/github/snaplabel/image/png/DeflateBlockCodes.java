package io.github.snaplabel.image.png;

import java.util.Arrays;

/**
 * The Huffman codes of a block of deflate data (RFC 1951, 3.2.5 to 3.2.7).
 *
 * <p>Not thread-safe; reused for each block.
 */
final class DeflateBlockCodes {
  private static final int LITERAL_BITS = 11;
  private static final int DISTANCE_BITS = 9;
  private static final int LENGTH_BITS = 7;

  /** Mask of the data bits that index the table of literals and lengths. */
  static final int LITERAL_MASK = (1 << LITERAL_BITS) - 1;

  /** Mask of the data bits that index the table of distances. */
  static final int DISTANCE_MASK = (1 << DISTANCE_BITS) - 1;

  /** Offset of the table of distances in {@link #table}. */
  static final int DISTANCES_AT = 1 << LITERAL_BITS;

  private static final int LITERALS_AND_LENGTHS = 288;
  private static final int DISTANCES = 32;
  private static final int[] LENGTH_ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };
  private static final int END_OF_BLOCK = 256;

  private final int[] table = new int[(1 << LITERAL_BITS) + (1 << DISTANCE_BITS)];
  private final DeflateCodes literals =
      new DeflateCodes(literalsAndLengths(), table, 0, LITERAL_BITS);
  private final DeflateCodes distances =
      new DeflateCodes(distanceSymbols(), table, DISTANCES_AT, DISTANCE_BITS);
  private final DeflateCodes lengths =
      new DeflateCodes(plain(LENGTH_ORDER.length), new int[1 << LENGTH_BITS], 0, LENGTH_BITS);

  /** Returns the table of literals and lengths, followed by that of distances. */
  int[] table() {
    return table;
  }

  /** Returns the codes of literals, lengths and the end of the block. */
  DeflateCodes literals() {
    return literals;
  }

  /** Returns the codes of distances. */
  DeflateCodes distances() {
    return distances;
  }

  /** Sets the fixed codes (RFC 1951, 3.2.6); returns true, like {@link #read}. */
  boolean useFixed() {
    byte[] codeLengths = new byte[LITERALS_AND_LENGTHS + DISTANCES];
    Arrays.fill(codeLengths, 0, 144, (byte) 8);
    Arrays.fill(codeLengths, 144, 256, (byte) 9);
    Arrays.fill(codeLengths, 256, 280, (byte) 7);
    Arrays.fill(codeLengths, 280, 288, (byte) 8);
    Arrays.fill(codeLengths, 288, 320, (byte) 5);
    return assign(codeLengths, LITERALS_AND_LENGTHS, DISTANCES);
  }

  private boolean assign(byte[] codeLengths, int literalCount, int distanceCount) {
    boolean valid =
        codeLengths[END_OF_BLOCK] > 0
            && literals.assign(codeLengths, 0, literalCount)
            && distances.assign(codeLengths, literalCount, distanceCount);
    if (valid) {
      literals.pairLiterals();
    }
    return valid;
  }

  /** Reads the codes of a block (RFC 1951, 3.2.7); returns false if they are damaged. */
  boolean read(DeflateInput input) {
    int literalCount = input.take(5) + 257;
    int distanceCount = input.take(5) + 1;
    int lengthCount = input.take(4) + 4;
    byte[] lengthLengths = new byte[LENGTH_ORDER.length];
    for (int i = 0; i < lengthCount; i++) {
      input.refill();
      lengthLengths[LENGTH_ORDER[i]] = (byte) input.take(3);
    }
    if (literalCount > 286
        || distanceCount > 30
        || !lengths.assign(lengthLengths, 0, lengthLengths.length)
        || !lengths.isComplete()) {
      return false;
    }
    byte[] codeLengths = new byte[literalCount + distanceCount];
    int index = 0;
    while (index < codeLengths.length && !input.isExceeded()) {
      input.refill();
      int entry = lengths.find(input.bits);
      input.skip(entry);
      int symbol = entry >>> DeflateCodes.BASE_SHIFT;
      int repeats =
          switch (symbol) {
            case 16 -> 3 + input.take(2);
            case 17 -> 3 + input.take(3);
            case 18 -> 11 + input.take(7);
            default -> 1;
          };
      if (repeats > codeLengths.length - index || (symbol == 16 && index == 0)) {
        return false;
      }
      byte length = (byte) (symbol < 16 ? symbol : symbol == 16 ? codeLengths[index - 1] : 0);
      Arrays.fill(codeLengths, index, index + repeats, length);
      index += repeats;
    }
    return assign(codeLengths, literalCount, distanceCount);
  }

  private static int[] literalsAndLengths() {
    int[] symbols = new int[LITERALS_AND_LENGTHS];
    Arrays.fill(symbols, DeflateCodes.INVALID);
    for (int i = 0; i < END_OF_BLOCK; i++) {
      symbols[i] = DeflateCodes.literal(i);
    }
    symbols[END_OF_BLOCK] = DeflateCodes.END_OF_BLOCK;
    int length = 3;
    for (int i = 0; i < 28; i++) {
      int extraBits = Math.max(0, i / 4 - 1);
      symbols[END_OF_BLOCK + 1 + i] = DeflateCodes.base(length, extraBits);
      length += 1 << extraBits;
    }
    symbols[END_OF_BLOCK + 29] = DeflateCodes.base(258, 0);
    return symbols;
  }

  private static int[] distanceSymbols() {
    int[] symbols = new int[DISTANCES];
    Arrays.fill(symbols, DeflateCodes.INVALID);
    int distance = 1;
    for (int i = 0; i < 30; i++) {
      int extraBits = Math.max(0, i / 2 - 1);
      symbols[i] = DeflateCodes.base(distance, extraBits);
      distance += 1 << extraBits;
    }
    return symbols;
  }

  private static int[] plain(int count) {
    int[] symbols = new int[count];
    for (int i = 0; i < count; i++) {
      symbols[i] = DeflateCodes.base(i, 0);
    }
    return symbols;
  }
}
