package io.github.snaplabel.image.png;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads bits of deflate data, least significant bits of a byte first.
 *
 * <p>Not thread-safe.
 */
final class DeflateInput {
  /** Bytes that the array must have behind the data. */
  static final int PADDING = 32;

  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  // Not private: the loop over all symbols copies them to local variables.
  final byte[] data;
  final int end;
  int at;

  /** The next bits; those beyond {@link #bitCount} are read again. */
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

  /** Reads ahead, so that at least 56 bits can be taken. */
  void refill() {
    bits |= (long) LONG.get(data, at) << bitCount;
    at += (Long.SIZE - 1 - bitCount) >>> 3;
    bitCount |= Long.SIZE - Byte.SIZE;
  }

  /** Returns the next bits. */
  int take(int count) {
    int value = (int) bits & ((1 << count) - 1);
    bits >>>= count;
    bitCount -= count;
    return value;
  }

  /** Skips as many bits as the lowest six bits of an entry of {@link DeflateCodes} say. */
  void skip(int entry) {
    bits >>>= entry;
    bitCount -= entry & (Long.SIZE - 1);
  }

  /** Skips bits up to the next byte, and returns its offset. */
  int alignToByte() {
    at = offset();
    bits = 0;
    bitCount = 0;
    return at;
  }

  /** Returns the offset behind the last byte of which a bit was taken. */
  int offset() {
    return at - (bitCount >>> 3);
  }

  /** Returns whether more was read than there is. */
  boolean isExceeded() {
    return offset() > end;
  }
}
