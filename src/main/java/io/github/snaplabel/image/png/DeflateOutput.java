package io.github.snaplabel.image.png;

import java.lang.invoke.VarHandle;

/**
 * The decompressed bytes that are still to be read, and the 32 KB before them, from which deflate
 * copies.
 *
 * <p>Not thread-safe.
 */
final class DeflateOutput {
  private static final VarHandle LONG = DeflateInput.LONG;

  private static final int HISTORY = 1 << 15;
  private static final int CHUNK = 1 << 16;

  /** A copy has up to 258 bytes, and is written in words of eight. */
  private static final int SLACK = 258 + 2 * Long.BYTES;

  private static final long EACH_BYTE = 0x0101010101010101L;

  // Not private: the loop over all symbols copies them to local variables.
  final byte[] bytes;
  final int limit;

  /** Offset behind the last byte. */
  int at;

  private int readAt;

  /**
   * @param rowBytes the most that is read at once
   */
  DeflateOutput(int rowBytes) {
    this.bytes = new byte[HISTORY + rowBytes + CHUNK + SLACK];
    this.limit = bytes.length - SLACK;
  }

  /** Returns whether nothing more is to be written before some of it is read. */
  boolean isFull() {
    return at >= limit;
  }

  /** Returns the number of bytes to be read. */
  int unread() {
    return at - readAt;
  }

  /** Reads bytes, at most {@link #unread()}, and returns the offset of the first one. */
  int read(int count) {
    readAt += count;
    return readAt - count;
  }

  /** Moves what is still needed to the start. */
  void makeRoom() {
    int from = Math.max(0, Math.min(readAt, at - HISTORY));
    System.arraycopy(bytes, from, bytes, 0, at - from);
    readAt -= from;
    at -= from;
  }

  /** Appends bytes of an array. */
  void append(byte[] source, int from, int count) {
    System.arraycopy(source, from, bytes, at, count);
    at += count;
  }

  /**
   * Appends bytes that were written before; they may overlap with what is appended.
   *
   * @param distance to the first of them, from 1
   * @param length from 1 to 258
   * @return false if there are no bytes so far back
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

  /** Repeats words until {@code end}, or a little further; {@code distance} is at least a word. */
  private void repeatWords(int from, int distance, int end) {
    for (int i = from; i < end; i += Long.BYTES) {
      LONG.set(bytes, i, (long) LONG.get(bytes, i - distance));
    }
  }
}
