package io.github.snaplabel.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * A part of a file, not to be written to. Reading beyond its end is a {@link
 * CorruptImageException}, so that parsers need no checks of their own.
 */
public class Bytes {
  private final byte[] file;
  private final int start;
  private final int length;

  public Bytes(byte[] file) {
    this(file, 0, file.length);
  }

  public Bytes(byte[] file, int start, int length) {
    this.file = file;
    this.start = start;
    this.length = length;
  }

  public int length() {
    return length;
  }

  /** The part from {@code offset} on, cut short where this one ends. */
  public Bytes from(long offset, long count) throws CorruptImageException {
    if (offset < 0 || offset > length || count < 0) {
      throw endsEarly();
    }
    return new Bytes(file, start + (int) offset, (int) Math.min(count, length - offset));
  }

  public int u8(int at) throws CorruptImageException {
    if (at < 0 || at >= length) {
      throw endsEarly();
    }
    return Byte.toUnsignedInt(file[start + at]);
  }

  public int u16be(int at) throws CorruptImageException {
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

  /** Whether these characters, each one byte, stand at {@code at}. */
  public boolean has(int at, String characters) {
    return text(at, characters.length()).equals(characters);
  }

  /** At most {@code count} bytes as Latin-1; fewer where the part ends, none outside of it. */
  String text(int at, int count) {
    if (at < 0 || at >= length) {
      return "";
    }
    int available = Math.min(count, length - at);
    return new String(file, start + at, available, StandardCharsets.ISO_8859_1);
  }

  /** A copy that native code can read. */
  MemorySegment copyTo(Arena arena) {
    // allocateFrom, unlike allocate, does not fill with zeroes what it then overwrites.
    MemorySegment heap = MemorySegment.ofArray(file);
    return arena.allocateFrom(ValueLayout.JAVA_BYTE, heap, ValueLayout.JAVA_BYTE, start, length);
  }

  /** Copies all to the offset {@code at} of {@code target}. */
  void copyTo(MemorySegment target, long at) {
    MemorySegment.copy(file, start, target, ValueLayout.JAVA_BYTE, at, length);
  }

  /**
   * Copies at most {@code count} bytes from {@code from} on to the offset {@code at} of {@code
   * target}.
   *
   * @return how many there were
   */
  public int copyTo(int from, byte[] target, int at, int count) {
    int available = Math.max(0, Math.min(count, length - from));
    System.arraycopy(file, start + from, target, at, available);
    return available;
  }

  private CorruptImageException endsEarly() {
    return new CorruptImageException(
        "The file of %d bytes ends early: it is cut off".formatted(file.length));
  }
}
