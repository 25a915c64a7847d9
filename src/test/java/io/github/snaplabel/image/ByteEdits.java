package io.github.snaplabel.image;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Edits of files; each returns a new file. */
public final class ByteEdits {
  private ByteEdits() {}

  public static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  public static byte[] insert(byte[] file, int at, byte[] added) {
    return replace(file, at, at, added);
  }

  public static byte[] remove(byte[] file, int from, int to) {
    return replace(file, from, to, new byte[0]);
  }

  public static byte[] replace(byte[] file, int from, int to, byte[] replacement) {
    return join(Arrays.copyOf(file, from), replacement, Arrays.copyOfRange(file, to, file.length));
  }

  public static byte[] set(byte[] file, int at, int... values) {
    return replace(file, at, at + values.length, bytes(values));
  }

  /** Returns the file without its last bytes. */
  public static byte[] cut(byte[] file, int count) {
    return Arrays.copyOf(file, file.length - count);
  }

  /** Returns a number of two bytes, least significant first. */
  public static byte[] little16(int value) {
    return bytes(value & 0xff, value >> 8 & 0xff);
  }

  /** Returns a number of three bytes, least significant first. */
  public static byte[] little24(int value) {
    return bytes(value & 0xff, value >> 8 & 0xff, value >> 16 & 0xff);
  }

  /** Returns a number of four bytes, least significant first. */
  public static byte[] little32(int value) {
    return bytes(value & 0xff, value >> 8 & 0xff, value >> 16 & 0xff, value >>> 24);
  }
}
