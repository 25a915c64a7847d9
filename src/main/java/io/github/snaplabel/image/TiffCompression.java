package io.github.snaplabel.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.zip.InflaterInputStream;

/** Decompresses the samples of one strip or tile of a TIFF. */
final class TiffCompression {
  static final int NONE = 1;
  private static final int LZW = 5;
  private static final int DEFLATE = 8;
  private static final int OLD_DEFLATE = 32_946;
  static final int RUNS = 32_773;
  static final Set<Integer> SUPPORTED = Set.of(NONE, LZW, DEFLATE, OLD_DEFLATE, RUNS);

  private TiffCompression() {}

  /**
   * Decompresses the first {@code count} bytes.
   *
   * @param compression one that is supported
   * @throws CorruptImageException if the data ends earlier, or is damaged
   */
  static byte[] decompress(int compression, Bytes data, int count) throws CorruptImageException {
    byte[] samples = new byte[count];
    switch (compression) {
      case NONE -> data.range(0, count).copyTo(MemorySegment.ofArray(samples), 0);
      case LZW -> new Lzw(data).read(samples);
      case RUNS -> unpack(data, samples);
      default -> inflate(data, samples);
    }
    return samples;
  }

  private static void inflate(Bytes data, byte[] samples) throws CorruptImageException {
    InputStream compressed = new ByteArrayInputStream(data.toArray());
    try (InputStream stream = new InflaterInputStream(compressed)) {
      if (stream.readNBytes(samples, 0, samples.length) < samples.length) {
        throw new CorruptImageException("The TIFF has too few pixels");
      }
    } catch (IOException e) {
      throw new CorruptImageException("The TIFF's pixels are damaged: " + e.getMessage());
    }
  }

  /** Unpacks PackBits: runs of a repeated byte, and sequences of literal bytes. */
  private static void unpack(Bytes data, byte[] samples) throws CorruptImageException {
    int at = 0;
    int count = 0;
    while (count < samples.length) {
      int header = (byte) data.u8(at++);
      int length = header == Byte.MIN_VALUE ? 0 : 1 + Math.abs(header);
      int end = Math.min(samples.length, count + length);
      for (; count < end; count++) {
        samples[count] = (byte) data.u8(header < 0 ? at : at++);
      }
      at += header < 0 && length > 0 ? 1 : 0;
    }
  }

  /** Reads codes of 9 to 12 bits, most significant bits first. */
  private static final class Lzw extends LzwCodes {
    private final Bytes data;
    private int at;
    private int bits;
    private int bitCount;

    Lzw(Bytes data) {
      super("The TIFF", Byte.SIZE, 1);
      this.data = data;
    }

    @Override
    int nextCode(int codeSize) throws CorruptImageException {
      while (bitCount < codeSize) {
        bits = bits << Byte.SIZE | data.u8(at++);
        bitCount += Byte.SIZE;
      }
      bitCount -= codeSize;
      return bits >>> bitCount & (1 << codeSize) - 1;
    }
  }
}
