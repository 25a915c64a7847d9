package io.github.snaplabel.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A chunk of a PNG (PNG specification, 5.3).
 *
 * @param at offset of its length field in the file
 * @param declaredLength of its data, in bytes
 * @param data truncated where the file ends
 * @param end offset after the chunk, or the end of the file if that comes first
 */
record PngChunk(String type, int at, long declaredLength, Bytes data, int end) {
  static final String PALETTE = "PLTE";

  /** Opacities of a palette, or one transparent color. */
  static final String OPACITIES = "tRNS";

  static final String PIXELS = "IDAT";
  static final int LENGTH_AND_TYPE_BYTES = 8;
  private static final int CHECKSUM_BYTES = 4;

  /**
   * Reads the chunk at an offset.
   *
   * @throws CorruptImageException if the file ends within its first 8 bytes
   */
  static PngChunk read(Bytes file, int at) throws CorruptImageException {
    long length = file.u32be(at);
    Bytes data = file.from(at + (long) LENGTH_AND_TYPE_BYTES, length);
    long end = at + LENGTH_AND_TYPE_BYTES + length + CHECKSUM_BYTES;
    return new PngChunk(file.text(at + 4, 4), at, length, data, (int) Math.min(end, file.length()));
  }

  /** Returns whether the file ends before the chunk does. */
  boolean isTruncated() {
    return at + LENGTH_AND_TYPE_BYTES + declaredLength + CHECKSUM_BYTES > end;
  }

  /** Returns whether the checksum matches type and data; the chunk must not be truncated. */
  boolean isIntact(Bytes file) throws CorruptImageException {
    return file.u32be(end - CHECKSUM_BYTES) == checksum(type, data);
  }

  /** Encodes a chunk, with its length and checksum. */
  static byte[] write(String type, byte[] data) {
    return ByteBuffer.allocate(LENGTH_AND_TYPE_BYTES + data.length + CHECKSUM_BYTES)
        .putInt(data.length)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .put(data)
        .putInt((int) checksum(type, new Bytes(data)))
        .array();
  }

  private static long checksum(String type, Bytes data) {
    CRC32 checksum = new CRC32();
    checksum.update(type.getBytes(StandardCharsets.ISO_8859_1));
    data.updateChecksum(checksum);
    return checksum.getValue();
  }
}
