package io.github.snaplabel.image;

/** Decodes the LZW codes of one GIF frame into palette indices. */
final class GifCodes {
  private static final int MAX_CODE_BITS = 12;
  private static final int MAX_CODES = 1 << MAX_CODE_BITS;

  private final Bytes data;
  private final int minimumCodeSize;
  private final int clear;
  private final short[] prefix = new short[MAX_CODES];
  private final byte[] suffix = new byte[MAX_CODES];

  /** The palette indices of the current code, in reverse order. */
  private final byte[] pending = new byte[MAX_CODES + 1];

  private int pendingCount;
  private int at = 1;
  private int leftInBlock;
  private int bits;
  private int bitCount;
  private int codeSize;
  private int next;
  private int previous;
  private byte firstIndex;

  /**
   * Reads the minimum code size.
   *
   * @param data the minimum code size in bits, then blocks of up to 255 bytes
   */
  GifCodes(Bytes data) throws CorruptImageException {
    this.data = data;
    minimumCodeSize = data.u8(0);
    // Indices have 8 bits, but some writers begin with codes of more.
    if (minimumCodeSize < 1 || minimumCodeSize >= MAX_CODE_BITS) {
      throw new CorruptImageException("The GIF has codes of %d bits".formatted(minimumCodeSize));
    }
    clear = 1 << minimumCodeSize;
    for (int i = 0; i < clear; i++) {
      suffix[i] = (byte) i;
    }
    reset();
  }

  /** Fills a row with the next palette indices. */
  void read(byte[] row) throws CorruptImageException {
    for (int x = 0; x < row.length; x++) {
      while (pendingCount == 0) {
        unpack(nextCode());
      }
      row[x] = pending[--pendingCount];
    }
  }

  private void reset() {
    codeSize = minimumCodeSize + 1;
    next = clear + 2;
    previous = -1;
  }

  private void unpack(int code) throws CorruptImageException {
    if (code == clear) {
      reset();
      return;
    }
    int endOfInformation = clear + 1;
    if (code == endOfInformation || code > next || (previous < 0 && code > clear)) {
      throw new CorruptImageException("The GIF's first frame ends early or is damaged");
    }
    int rest = code;
    if (code == next) {
      // The code that is about to be defined: the previous one, followed by its first index.
      pending[pendingCount++] = firstIndex;
      rest = previous;
    }
    while (rest > clear) {
      pending[pendingCount++] = suffix[rest];
      rest = prefix[rest];
    }
    firstIndex = (byte) rest;
    pending[pendingCount++] = firstIndex;
    if (previous >= 0 && next < MAX_CODES) {
      prefix[next] = (short) previous;
      suffix[next] = firstIndex;
      next++;
      if (next == 1 << codeSize && codeSize < MAX_CODE_BITS) {
        codeSize++;
      }
    }
    previous = code;
  }

  private int nextCode() throws CorruptImageException {
    while (bitCount < codeSize) {
      while (leftInBlock == 0) {
        leftInBlock = data.u8(at++);
        if (leftInBlock == 0) {
          throw new CorruptImageException("The GIF's first frame ends early");
        }
      }
      bits |= data.u8(at++) << bitCount;
      bitCount += 8;
      leftInBlock--;
    }
    int code = bits & (1 << codeSize) - 1;
    bits >>>= codeSize;
    bitCount -= codeSize;
    return code;
  }
}
