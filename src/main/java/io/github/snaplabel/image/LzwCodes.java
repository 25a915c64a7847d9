package io.github.snaplabel.image;

/**
 * Decodes LZW codes of 2 to 12 bits, as GIF and TIFF use them.
 *
 * <p>Not thread-safe.
 */
abstract class LzwCodes {
  static final int MAX_CODE_BITS = 12;
  private static final int MAX_CODES = 1 << MAX_CODE_BITS;

  private final String image;
  private final int minimumCodeSize;
  private final int early;
  private final int clear;
  private final short[] prefix = new short[MAX_CODES];
  private final byte[] suffix = new byte[MAX_CODES];

  /** The bytes of the current code, in reverse order. */
  private final byte[] pending = new byte[MAX_CODES + 1];

  private int pendingCount;
  private int codeSize;
  private int next;
  private int previous;
  private byte first;

  /**
   * @param image begins the message if the codes are damaged
   * @param minimumCodeSize bits of a code without a prefix, fewer than 12
   * @param early how many codes early the code size grows: 0 in a GIF, 1 in a TIFF
   */
  LzwCodes(String image, int minimumCodeSize, int early) {
    this.image = image;
    this.minimumCodeSize = minimumCodeSize;
    this.early = early;
    clear = 1 << minimumCodeSize;
    reset();
  }

  /** Returns the next code. */
  abstract int nextCode(int bits) throws CorruptImageException;

  /** Fills a row with the next bytes. */
  final void read(byte[] row) throws CorruptImageException {
    for (int x = 0; x < row.length; x++) {
      while (pendingCount == 0) {
        unpack(nextCode(codeSize));
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
      throw new CorruptImageException(image + " ends early or is damaged");
    }
    int rest = code;
    if (code == next) {
      // The code that is about to be defined: the previous one, followed by its first byte.
      pending[pendingCount++] = first;
      rest = previous;
    }
    while (rest > clear) {
      pending[pendingCount++] = suffix[rest];
      rest = prefix[rest];
    }
    first = (byte) rest;
    pending[pendingCount++] = first;
    if (previous >= 0 && next < MAX_CODES) {
      prefix[next] = (short) previous;
      suffix[next] = first;
      next++;
      if (next + early == 1 << codeSize && codeSize < MAX_CODE_BITS) {
        codeSize++;
      }
    }
    previous = code;
  }
}
