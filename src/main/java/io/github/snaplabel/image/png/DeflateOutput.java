package io.github.snaplabel.image.png;

import java.lang.invoke.VarHandle;

/**
 * A buffer of the decompressed bytes that have not been read yet, and of the 32 KB before them,
 * from which deflate copies.
 *
 * <p>Not thread-safe.
 */
final class DeflateOutput {
  private static final VarHandle LONG = DeflateInput.LONG;

  private static final int HISTORY = 1 << 15;
  private static final int CHUNK = 1 << 16;

  /** Bytes that may be written beyond the limit: a copy of up to 258 bytes, in words of eight. */
  private static final int SLACK = 258 + 2 * Long.BYTES;

  private static final long EACH_BYTE = 0x0101010101010101L;

  // Not private: DeflateSymbols copies them to local variables and back.
  final byte[] bytes;
  final int limit;

  /** Offset behind the last byte written. */
  int at;

  private int readAt;

  /**
   * @param rowBytes maximum number of bytes that one call of {@link #read} returns
   */
  DeflateOutput(int rowBytes) {
    this.bytes = new byte[HISTORY + rowBytes + CHUNK + SLACK];
    this.limit = bytes.length - SLACK;
  }

  /** Returns whether {@link #makeRoom} must be called before more is written. */
  boolean isFull() {
    return at >= limit;
  }

  /** Returns the number of bytes that have not been read yet. */
  int unread() {
    return at - readAt;
  }

  /** Reads bytes, at most {@link #unread()}, and returns the offset of the first one. */
  int read(int count) {
    readAt += count;
    return readAt - count;
  }

  /** Moves the unread bytes, and the 32 KB before the end, to the start of the buffer. */
  void makeRoom() {
    int from = Math.max(0, Math.min(readAt, at - HISTORY));
    System.arraycopy(bytes, from, bytes, 0, at - from);
    readAt -= from;
    at -= from;
  }

  /** Appends {@code count} bytes of an array. */
  void append(byte[] source, int from, int count) {
    System.arraycopy(source, from, bytes, at, count);
    at += count;
  }

  /**
   * Appends a copy of bytes that were written before. The copy may overlap with them, and then
   * repeats.
   *
   * @param distance from the first byte to copy to the end, in bytes; at least 1
   * @param length number of bytes to append, 1 to 258
   * @return false if fewer than {@code distance} bytes have been written
   */
  boolean repeat(int distance, int length) {
    if (distance > at) {
      return false;
    }
    int end = at + length;
    if (distance >= Long.BYTES) {
      repeatWords(at, distance, end);
    } else if (distance == 1) {
      long repeated = (bytes[at - 1] & 0xffL) * EACH_BYTE;
      for (int i = at; i < end; i += Long.BYTES) {
        LONG.set(bytes, i, repeated);
      }
    } else {
      int period = Math.ceilDiv(Long.BYTES, distance) * distance;
      for (int i = at; i < at + period; i++) {
        bytes[i] = bytes[i - distance];
      }
      repeatWords(at + period, period, end);
    }
    at = end;
    return true;
  }

  /**
   * Copies words of eight bytes up to {@code end}, or up to seven bytes further; {@code distance}
   * is at least 8.
   */
  private void repeatWords(int from, int distance, int end) {
    for (int i = from; i < end; i += Long.BYTES) {
      LONG.set(bytes, i, (long) LONG.get(bytes, i - distance));
    }
  }
}
