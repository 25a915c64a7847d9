package io.github.snaplabel.image.hevc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The arithmetic decoder of slice segment data (9.3.4.3). Behind the end of the data it decodes
 * zeros, so that reading a bin never fails; {@link #checkNotExhausted()} detects it.
 *
 * <p>Not thread-safe.
 */
final class CabacDecoder {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Width of {@code ivlCurrRange} and {@code ivlOffset}, in bits. */
  private static final int WINDOW_BITS = 9;

  /** Maximum number of bits that an operation uses; at least as many are always loaded. */
  static final int MAX_BITS = 16;

  /** {@code rangeTabLps} (Table 9-46), four values for each {@code pStateIdx}. */
  private static final int[] RANGE_LPS = {
    128, 176, 208, 240, 128, 167, 197, 227, 128, 158, 187, 216, 123, 150, 178, 205,
    116, 142, 169, 195, 111, 135, 160, 185, 105, 128, 152, 175, 100, 122, 144, 166,
    95, 116, 137, 158, 90, 110, 130, 150, 85, 104, 123, 142, 81, 99, 117, 135,
    77, 94, 111, 128, 73, 89, 105, 122, 69, 85, 100, 116, 66, 80, 95, 110,
    62, 76, 90, 104, 59, 72, 86, 99, 56, 69, 81, 94, 53, 65, 77, 89,
    51, 62, 73, 85, 48, 59, 69, 80, 46, 56, 66, 76, 43, 53, 63, 72,
    41, 50, 59, 69, 39, 48, 56, 65, 37, 45, 54, 62, 35, 43, 51, 59,
    33, 41, 48, 56, 32, 39, 46, 53, 30, 37, 43, 50, 29, 35, 41, 48,
    27, 33, 39, 45, 26, 31, 37, 43, 24, 30, 35, 41, 23, 28, 33, 39,
    22, 27, 32, 37, 21, 26, 30, 35, 20, 24, 29, 33, 19, 23, 27, 31,
    18, 22, 26, 30, 17, 21, 25, 28, 16, 20, 23, 27, 15, 19, 22, 25,
    14, 18, 21, 24, 14, 17, 20, 23, 13, 16, 19, 22, 12, 15, 18, 21,
    12, 14, 17, 20, 11, 14, 16, 19, 11, 13, 15, 18, 10, 12, 15, 17,
    10, 12, 14, 16, 9, 11, 13, 15, 9, 11, 12, 14, 8, 10, 12, 14,
    8, 9, 11, 13, 7, 9, 11, 12, 7, 9, 10, 12, 7, 8, 10, 11,
    6, 8, 9, 11, 6, 7, 9, 10, 6, 7, 8, 9, 2, 2, 2, 2
  };

  /** {@code transIdxLps} (Table 9-47). */
  private static final int[] NEXT_LPS = {
    0, 0, 1, 2, 2, 4, 4, 5, 6, 7, 8, 9, 9, 11, 11, 12, 13, 13, 15, 15, 16, 16, 18, 18, 19, 19, 21,
    21, 22, 22, 23, 24, 24, 25, 26, 26, 27, 27, 28, 29, 29, 30, 30, 30, 31, 32, 32, 33, 33, 33, 34,
    34, 35, 35, 35, 36, 36, 36, 37, 37, 37, 38, 38, 63
  };

  /**
   * The next state, by {@code (pStateIdx << 1 | valMps) << 1}, plus 1 after the less probable
   * symbol.
   */
  private static final byte[] NEXT_STATES = nextStates();

  /** {@code pStateIdx << 1 | valMps} of each context variable. */
  final byte[] states = new byte[ContextVariables.COUNT];

  private byte[] data = {};

  /** Offset of the next byte to load. */
  private int position;

  /** {@code ivlOffset}, followed by {@link #bits} bits loaded ahead. */
  private long value;

  private int bits;
  private int range;

  private static byte[] nextStates() {
    byte[] next = new byte[64 * 4];
    for (int state = 0; state < 64; state++) {
      for (int mps = 0; mps < 2; mps++) {
        int afterMps = state == 63 ? 63 : Math.min(state + 1, 62);
        int mpsAfterLps = state == 0 ? 1 - mps : mps;
        next[state << 2 | mps << 1] = (byte) (afterMps << 1 | mps);
        next[state << 2 | mps << 1 | 1] = (byte) (NEXT_LPS[state] << 1 | mpsAfterLps);
      }
    }
    return next;
  }

  /**
   * Starts decoding (9.3.2.5); leaves the context variables unchanged.
   *
   * @throws HevcException if the data starts with bits that no encoder writes
   */
  void start(byte[] data, int offset) throws HevcException {
    this.data = data;
    position = offset;
    value = 0;
    bits = -WINDOW_BITS;
    range = 510;
    load();
    // From here on the value stays less than the range, whatever follows.
    if (value >= (long) range << bits) {
      throw HevcException.corrupt("The data of a slice starts with eight ones");
    }
  }

  /** Loads 32 bits, zeros from the end on; {@link #bits} must be less than {@link #MAX_BITS}. */
  private void load() {
    int next;
    if (position + Integer.BYTES <= data.length) {
      next = (int) INTS.get(data, position);
    } else {
      next = 0;
      for (int i = 0; i < Integer.BYTES; i++) {
        next = next << 8 | (position + i < data.length ? data[position + i] & 0xff : 0);
      }
    }
    position += Integer.BYTES;
    value = value << Integer.SIZE | (next & 0xffff_ffffL);
    bits += Integer.SIZE;
  }

  /** Decodes a bin with a context variable (9.3.4.3.2). */
  int bin(int context) {
    int state = states[context];
    int lps = RANGE_LPS[state >> 1 << 2 | (range >> 6 & 3)];
    int mpsRange = range - lps;
    long scaled = (long) mpsRange << bits;
    int bin = state & 1;
    if (value < scaled) {
      int shift = mpsRange >> 8 ^ 1;
      range = mpsRange << shift;
      bits -= shift;
      states[context] = NEXT_STATES[state << 1];
    } else {
      value -= scaled;
      int shift = Integer.numberOfLeadingZeros(lps) - (Integer.SIZE - WINDOW_BITS);
      range = lps << shift;
      bits -= shift;
      bin ^= 1;
      states[context] = NEXT_STATES[state << 1 | 1];
    }
    if (bits < MAX_BITS) {
      load();
    }
    return bin;
  }

  boolean flag(int context) {
    return bin(context) != 0;
  }

  /** Decodes a bin whose values are equally probable (9.3.4.3.4). */
  int bypass() {
    bits--;
    long difference = value - ((long) range << bits);
    int less = (int) (difference >> 63);
    value = difference + ((long) (range & less) << bits);
    if (bits < MAX_BITS) {
      load();
    }
    return less + 1;
  }

  /**
   * Decodes bins whose values are equally probable, the most significant first.
   *
   * @param count 0 to {@link #MAX_BITS}
   */
  int bypass(int count) {
    bits -= count;
    int quotient = (int) (value >>> bits) / range;
    value -= ((long) quotient * range) << bits;
    if (bits < MAX_BITS) {
      load();
    }
    return quotient;
  }

  /** Decodes a bin that is true if the arithmetic code ends there (9.3.4.3.5). */
  boolean terminate() {
    range -= 2;
    long scaled = (long) range << bits;
    if (value >= scaled) {
      return true;
    }
    int shift = range >> 8 ^ 1;
    range <<= shift;
    bits -= shift;
    if (bits < MAX_BITS) {
      load();
    }
    return false;
  }

  /** Returns the offset of the byte behind the arithmetic code that {@link #terminate()} ended. */
  int endOfCode() {
    // The last bit in the window is the one that the encoder appends before it aligns to a byte.
    return position - bits / Byte.SIZE;
  }

  /** Starts again behind the arithmetic code that {@link #terminate()} ended. */
  void restart() throws HevcException {
    restart(endOfCode());
  }

  /** Starts again at the byte with this offset. */
  void restart(int offset) throws HevcException {
    checkNotExhausted();
    start(data, offset);
  }

  byte[] data() {
    return data;
  }

  /**
   * Checks that no bits behind the end of the data have been used.
   *
   * @throws HevcException if the data is truncated or damaged
   */
  void checkNotExhausted() throws HevcException {
    if (endOfCode() > data.length) {
      throw HevcException.corrupt("The data of a slice ends early");
    }
  }
}
