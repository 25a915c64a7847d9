package io.github.snaplabel.image.heif;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads big-endian values from a range of a file, from start to end. Reading beyond the end throws
 * {@link HeifException}, so that parsers need no bounds checks of their own.
 *
 * <p>Not thread-safe.
 */
final class HeifReader {
  private final byte[] file;
  private final int end;
  private int position;

  HeifReader(byte[] file) {
    this(file, 0, file.length);
  }

  private HeifReader(byte[] file, int start, int end) {
    this.file = file;
    this.position = start;
    this.end = end;
  }

  int remaining() {
    return end - position;
  }

  int u8() throws HeifException {
    check(1);
    return Byte.toUnsignedInt(file[position++]);
  }

  int u16() throws HeifException {
    return u8() << 8 | u8();
  }

  long u32() throws HeifException {
    return (long) u16() << 16 | u16();
  }

  /**
   * Reads an unsigned number.
   *
   * @param bytes length of the number, 0 to 8; a number of length 0 is 0
   * @throws HeifException also if the number exceeds a {@code long}: no offset or size does
   */
  long number(int bytes) throws HeifException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      if (number >>> 55 != 0) {
        throw truncatedException();
      }
      number = number << 8 | u8();
    }
    return number;
  }

  /** Reads an item ID: 32 bits if {@code wide}, as in later versions of the boxes, else 16. */
  int itemId(boolean wide) throws HeifException {
    return wide ? (int) u32() : u16();
  }

  /** Reads a type or brand: four characters. */
  String fourCharacters() throws HeifException {
    check(4);
    String type = new String(file, position, 4, StandardCharsets.ISO_8859_1);
    position += 4;
    return type;
  }

  /** Reads text up to a zero byte or the end of the range. */
  String text() {
    int start = position;
    while (position < end && file[position] != 0) {
      position++;
    }
    String text = new String(file, start, position - start, StandardCharsets.ISO_8859_1);
    position = Math.min(end, position + 1);
    return text;
  }

  void skip(long bytes) throws HeifException {
    check(bytes);
    position += (int) bytes;
  }

  /** Returns a reader of the next bytes, and skips them. */
  HeifReader take(long bytes) throws HeifException {
    check(bytes);
    HeifReader part = new HeifReader(file, position, position + (int) bytes);
    position += (int) bytes;
    return part;
  }

  /** Returns a reader of the rest of the range, with a position of its own. */
  HeifReader copy() {
    return new HeifReader(file, position, end);
  }

  /** Copies the next bytes. */
  byte[] bytes(long count) throws HeifException {
    check(count);
    byte[] bytes = Arrays.copyOfRange(file, position, position + (int) count);
    position += (int) count;
    return bytes;
  }

  private void check(long bytes) throws HeifException {
    if (bytes < 0 || bytes > remaining()) {
      throw truncatedException();
    }
  }

  private HeifException truncatedException() {
    return HeifException.corrupt(
        "The HEIC of %d bytes ends early: it is truncated or damaged".formatted(file.length));
  }
}
