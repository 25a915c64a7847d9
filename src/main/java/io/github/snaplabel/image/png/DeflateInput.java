package io.github.snaplabel.image.png;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads the bits of deflate data, from the least significant bit of each byte on.
 *
 * <p>Not thread-safe.
 */
final class DeflateInput {
  /** Unused bytes that must follow the data: words of it are loaded before its end is checked. */
  static final int PADDING = 32;

  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  // Not private: DeflateSymbols copies them to local variables and back.
  final byte[] data;
  final int end;
  int at;

  /**
   * The next bits of the data, the first one least significant. Those from {@link #bitCount} on may
   * be set as well: {@link #refill} loads the same bits there again.
   */
  long bits;

  int bitCount;

  /**
   * @param data with {@link #PADDING} unused bytes behind {@code end}
   * @param start offset of the first byte
   * @param end offset behind the last byte
   */
  DeflateInput(byte[] data, int start, int end) {
    this.data = data;
    this.at = start;
    this.end = end;
  }

  /** Loads bits, so that at least 56 are available. */
  void refill() {
    bits |= (long) LONG.get(data, at) << bitCount;
    at += (Long.SIZE - 1 - bitCount) >>> 3;
    bitCount |= Long.SIZE - Byte.SIZE;
  }

  /** Returns the next {@code count} bits, at most 31, and skips them. */
  int take(int count) {
    int value = (int) bits & ((1 << count) - 1);
    bits >>>= count;
    bitCount -= count;
    return value;
  }

  /** Skips the bits that a table entry of {@link DeflateCodes} consumes. */
  void skip(int entry) {
    bits >>>= entry;
    bitCount -= entry & (Long.SIZE - 1);
  }

  /** Skips the rest of a partly read byte, and returns the offset of the next byte. */
  int alignToByte() {
    at = offset();
    bits = 0;
    bitCount = 0;
    return at;
  }

  /** Returns the offset behind the last byte of which a bit was read. */
  int offset() {
    return at - (bitCount >>> 3);
  }

  /** Returns whether bits behind the end of the data were read. */
  boolean isExceeded() {
    return offset() > end;
  }
}
