package io.github.snaplabel.image.jpeg;

import io.github.snaplabel.image.Bytes;
import io.github.snaplabel.image.CorruptImageException;
import java.util.Arrays;

/**
 * A Huffman table of a JPEG: its codes, shortest first, in the order of their values (ITU-T T.81,
 * annex C).
 */
final class HuffmanTable {
  static final int LONGEST_CODE = 16;
  private static final int MAX_SYMBOLS = 256;

  private final int[] symbols;

  /** For each length: what the codes up to this length are below, moved up to 16 bits. */
  private final int[] below = new int[LONGEST_CODE + 1];

  /** For each length: what leads from a code to the place of its symbol. */
  private final int[] place = new int[LONGEST_CODE + 1];

  private HuffmanTable(int[] symbols) {
    this.symbols = symbols;
  }

  /**
   * Reads one table of a DHT segment (T.81, B.2.4.2).
   *
   * @param table begins with its sixteen counts
   */
  static HuffmanTable read(Bytes table) throws CorruptImageException {
    int[] symbols = new int[symbols(table)];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = table.u8(LONGEST_CODE + i);
    }
    HuffmanTable result = new HuffmanTable(symbols);
    int code = 0;
    int symbol = 0;
    for (int length = 1; length <= LONGEST_CODE; length++) {
      int count = table.u8(length - 1);
      result.place[length] = symbol - code;
      code += count;
      symbol += count;
      // The code of ones alone is kept free.
      if (code >= 1 << length) {
        throw new CorruptImageException(
            "A Huffman table has too many codes of %d bits".formatted(length));
      }
      result.below[length] = code << (LONGEST_CODE - length);
      code <<= 1;
    }
    return result;
  }

  private static int symbols(Bytes table) throws CorruptImageException {
    int count = 0;
    for (int length = 1; length <= LONGEST_CODE; length++) {
      count += table.u8(length - 1);
    }
    if (count > MAX_SYMBOLS) {
      throw new CorruptImageException("A Huffman table has %d symbols".formatted(count));
    }
    return count;
  }

  /** Bytes that it takes in its segment. */
  int bytes() {
    return LONGEST_CODE + symbols.length;
  }

  int largestSymbol() {
    return Arrays.stream(symbols).max().orElse(0);
  }

  /** The length in bits of the code that 16 bits begin with; 0 if none does. */
  int codeLength(int bits) {
    for (int length = 1; length <= LONGEST_CODE; length++) {
      if (bits < below[length]) {
        return length;
      }
    }
    return 0;
  }

  /** The symbol of the code of this length that 16 bits begin with. */
  int symbol(int bits, int length) {
    return symbols[place[length] + (bits >>> (LONGEST_CODE - length))];
  }
}
