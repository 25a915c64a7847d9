package io.github.snaplabel.image.jpeg;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A range of a file. Reading outside of it gives a negative number, so that a parser can compare
 * what it reads with what it expects and needs no exceptions. Immutable.
 */
class ByteRange {
  private final byte[] file;
  private final int start;
  private final int length;

  /**
   * @param file not copied, and never written to
   */
  ByteRange(byte[] file) {
    this(file, 0, file.length);
  }

  ByteRange(byte[] file, int start, int length) {
    this.file = file;
    this.start = start;
    this.length = length;
  }

  int length() {
    return length;
  }

  /**
   * Returns a part of this range, truncated where this range ends.
   *
   * @param offset 0 to {@link #length()}
   * @param count at least 0
   */
  ByteRange range(int offset, int count) {
    return new ByteRange(file, start + offset, Math.min(count, length - offset));
  }

  /** Returns an unsigned byte, or -1 if the offset is outside of the range. */
  int u8(int offset) {
    return offset < 0 || offset >= length ? -1 : Byte.toUnsignedInt(file[start + offset]);
  }

  /** Returns an unsigned big-endian 16-bit number, negative if the range does not hold it. */
  int u16(int offset) {
    return u8(offset) << 8 | u8(offset + 1);
  }

  /** Returns whether the range starts with these ASCII characters. */
  boolean startsWith(String characters) {
    byte[] expected = characters.getBytes(StandardCharsets.US_ASCII);
    return length >= expected.length
        && Arrays.equals(file, start, start + expected.length, expected, 0, expected.length);
  }

  /**
   * Copies at most {@code count} bytes from {@code offset} to {@code target}.
   *
   * @return the number of bytes copied; 0 behind the end of the range
   */
  int copyTo(int offset, byte[] target, int targetOffset, int count) {
    int available = Math.max(0, Math.min(count, length - offset));
    System.arraycopy(file, start + offset, target, targetOffset, available);
    return available;
  }
}
