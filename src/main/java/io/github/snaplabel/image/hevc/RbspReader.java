package io.github.snaplabel.image.hevc;

/**
 * Reads the bits of a raw byte sequence payload and their Exp-Golomb codes (9.2).
 *
 * <p>Not thread-safe.
 */
final class RbspReader {
  private static final int LONGEST_PREFIX = 31;

  private final byte[] data;

  /** Position of the next bit, in bits. */
  private long position;

  RbspReader(byte[] data) {
    this(data, 0);
  }

  /**
   * @param offset of the first byte to read
   */
  RbspReader(byte[] data, int offset) {
    this.data = data;
    position = (long) offset * Byte.SIZE;
  }

  boolean flag() throws HevcException {
    return bits(1) != 0;
  }

  /**
   * Reads an unsigned number.
   *
   * @param count 0 to 31
   */
  int bits(int count) throws HevcException {
    if (position + count > (long) data.length * Byte.SIZE) {
      throw HevcException.corrupt("The data ends within a header or PCM samples");
    }
    int value = 0;
    for (int left = count; left > 0; ) {
      int offset = (int) (position & 7);
      int taken = Math.min(left, Byte.SIZE - offset);
      int next = data[(int) (position >>> 3)] & 0xff;
      value = value << taken | (next >> (Byte.SIZE - offset - taken) & (1 << taken) - 1);
      position += taken;
      left -= taken;
    }
    return value;
  }

  void skip(int count) throws HevcException {
    for (int left = count; left > 0; left -= 31) {
      bits(Math.min(left, 31));
    }
  }

  /** Reads {@code ue(v)} from 0 to {@code max}, which is less than 2^31. */
  int unsigned(String name, int max) throws HevcException {
    long value = unsigned();
    if (value > max) {
      throw HevcException.corrupt("%s is %d, more than %d".formatted(name, value, max));
    }
    return (int) value;
  }

  /** Reads {@code se(v)} from {@code min} to {@code max}. */
  int signed(String name, int min, int max) throws HevcException {
    long code = unsigned();
    long value = (code & 1) != 0 ? (code + 1) / 2 : -(code / 2);
    if (value < min || value > max) {
      throw HevcException.corrupt("%s is %d, not %d to %d".formatted(name, value, min, max));
    }
    return (int) value;
  }

  /** Reads {@code ue(v)} of any value. */
  void skipUnsigned() throws HevcException {
    unsigned();
  }

  private long unsigned() throws HevcException {
    int zeros = 0;
    while (!flag()) {
      zeros++;
      if (zeros > LONGEST_PREFIX) {
        throw HevcException.corrupt("An Exp-Golomb code is longer than 63 bits");
      }
    }
    return (1L << zeros) - 1 + bits(zeros);
  }

  /** Returns the offset of the byte that contains the next bit. */
  int bytePosition() {
    return (int) (position >>> 3);
  }

  /** Skips {@code byte_alignment()} (7.3.2.12). */
  void align() throws HevcException {
    if (!flag()) {
      throw HevcException.corrupt("The alignment bit after a slice header is not one");
    }
    position = (position + 7) & -8L;
  }
}
