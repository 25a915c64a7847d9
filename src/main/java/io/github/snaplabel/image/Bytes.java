package io.github.snaplabel.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Checksum;

/**
 * A range of a file, read-only. Reading outside it throws {@link CorruptImageException}, so that
 * parsers need no bounds checks of their own.
 */
class Bytes {
  private final byte[] file;
  private final int start;
  private final int length;

  Bytes(byte[] file) {
    this(file, 0, file.length);
  }

  Bytes(byte[] file, int start, int length) {
    this.file = file;
    this.start = start;
    this.length = length;
  }

  int length() {
    return length;
  }

  /** Returns the whole file that contains this range: not a copy, so it must not be modified. */
  byte[] file() {
    return file;
  }

  /** Returns {@code count} bytes from {@code offset} on, or fewer where this range ends. */
  Bytes from(long offset, long count) throws CorruptImageException {
    if (offset < 0 || offset > length || count < 0) {
      throw truncatedException();
    }
    return new Bytes(file, start + (int) offset, (int) Math.min(count, length - offset));
  }

  /** Returns {@code count} bytes from {@code offset} on, all of which must be in this range. */
  Bytes range(long offset, long count) throws CorruptImageException {
    Bytes range = from(offset, count);
    if (range.length() < count) {
      throw truncatedException();
    }
    return range;
  }

  int u8(int at) throws CorruptImageException {
    if (at < 0 || at >= length) {
      throw truncatedException();
    }
    return Byte.toUnsignedInt(file[start + at]);
  }

  int u16be(int at) throws CorruptImageException {
    return u8(at) << 8 | u8(at + 1);
  }

  int u16le(int at) throws CorruptImageException {
    return u8(at + 1) << 8 | u8(at);
  }

  int u24le(int at) throws CorruptImageException {
    return u8(at + 2) << 16 | u16le(at);
  }

  long u32be(int at) throws CorruptImageException {
    return (long) u16be(at) << 16 | u16be(at + 2);
  }

  int i32le(int at) throws CorruptImageException {
    return u16le(at + 2) << 16 | u16le(at);
  }

  long u32le(int at) throws CorruptImageException {
    return Integer.toUnsignedLong(i32le(at));
  }

  /** Returns whether these Latin-1 characters are at {@code at}. */
  boolean has(int at, String characters) {
    return text(at, characters.length()).equals(characters);
  }

  /** Returns up to {@code count} bytes as Latin-1; fewer at the end, none outside the range. */
  String text(int at, int count) {
    if (at < 0 || at >= length) {
      return "";
    }
    int available = Math.min(count, length - at);
    return new String(file, start + at, available, StandardCharsets.ISO_8859_1);
  }

  /** Adds all bytes to a checksum. */
  void updateChecksum(Checksum checksum) {
    checksum.update(file, start, length);
  }

  /** Returns a copy. */
  byte[] toArray() {
    return Arrays.copyOfRange(file, start, start + length);
  }

  /** Returns a copy for native code. */
  MemorySegment copyTo(Arena arena) {
    // allocateFrom, unlike allocate, does not zero the memory that it then overwrites.
    MemorySegment heap = MemorySegment.ofArray(file);
    return arena.allocateFrom(ValueLayout.JAVA_BYTE, heap, ValueLayout.JAVA_BYTE, start, length);
  }

  /** Copies all bytes to the offset {@code at} of {@code target}. */
  void copyTo(MemorySegment target, long at) {
    MemorySegment.copy(file, start, target, ValueLayout.JAVA_BYTE, at, length);
  }

  /** Returns a copy of several ranges, one after the other, for native code. */
  static MemorySegment concatenate(List<Bytes> parts, Arena arena) {
    MemorySegment copy = arena.allocate(parts.stream().mapToLong(Bytes::length).sum());
    long at = 0;
    for (Bytes part : parts) {
      part.copyTo(copy, at);
      at += part.length();
    }
    return copy;
  }

  private CorruptImageException truncatedException() {
    return new CorruptImageException(
        "The file of %d bytes ends early: it is truncated".formatted(file.length));
  }
}
