package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Changes single bytes of HEIC files. */
public final class HeicFiles {
  private static final int HEADER_BYTES = 8;

  private HeicFiles() {}

  /** Replaces all places of some characters by others of the same length. */
  public static byte[] replaced(byte[] file, String from, String to) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Overwrites a part of the first box of a type.
   *
   * @param offset in the content of the box
   */
  public static byte[] patched(byte[] file, String type, int offset, int... bytes) {
    int at = indexOf(file, type) + type.length() + offset;
    byte[] patched = file.clone();
    for (int i = 0; i < bytes.length; i++) {
      patched[at + i] = (byte) bytes[i];
    }
    return patched;
  }

  /** Gives the last NAL unit a length that is longer than the file. */
  public static byte[] withLastUnitTooLong(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file.clone());
    int last = 0;
    int at = indexOf(file, "mdat") - Integer.BYTES + HEADER_BYTES;
    while (at < file.length) {
      last = at;
      at += Integer.BYTES + bytes.getInt(at);
    }
    return bytes.putInt(last, file.length).array();
  }

  private static int indexOf(byte[] file, String type) {
    int at = new String(file, StandardCharsets.ISO_8859_1).indexOf(type);
    assertThat(at).as(type).isPositive();
    return at;
  }
}
