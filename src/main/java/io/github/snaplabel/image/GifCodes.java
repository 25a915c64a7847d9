package io.github.snaplabel.image;

/** Unpacks the LZW codes of one GIF frame into palette indices. */
final class GifCodes {
  private static final int MAX_CODES = 4096;

  private final Bytes data;
  private final int minimumSize;
  private final int clear;
  private final short[] prefix = new short[MAX_CODES];
  private final byte[] suffix = new byte[MAX_CODES];

  /** The indices of the current code, last one first. */
  private final byte[] pending = new byte[MAX_CODES + 1];

  private int pendingCount;
  private int at = 1;
  private int leftInBlock;
  private int bits;
  private int bitCount;
  private int size;
  private int next;
  private int previous;
  private byte first;

  /**
   * Reads what stands before the codes.
   *
   * @param data the smallest code's size in bits less one, then blocks of up to 255 bytes
   */
  GifCodes(Bytes data) throws CorruptImageException {
    this.data = data;
    minimumSize = data.u8(0);
    if (minimumSize < 1 || minimumSize > 8) {
      throw new CorruptImageException("The GIF has codes of %d bits".formatted(minimumSize));
    }
    clear = 1 << minimumSize;
    for (int i = 0; i < clear; i++) {
      suffix[i] = (byte) i;
    }
    reset();
  }

  /** Fills the whole row with the indices that come next. */
  void read(byte[] row) throws CorruptImageException {
    for (int x = 0; x < row.length; x++) {
      while (pendingCount == 0) {
        unpack(nextCode());
      }
      row[x] = pending[--pendingCount];
    }
  }

  private void reset() {
    size = minimumSize + 1;
    next = clear + 2;
    previous = -1;
  }

  private void unpack(int code) throws CorruptImageException {
    if (code == clear) {
      reset();
      return;
    }
    if (code == clear + 1 || code > next || (previous < 0 && code > clear)) {
      throw new CorruptImageException("The GIF's first frame ends early or is damaged");
    }
    int rest = code;
    if (code == next) {
      // The code that is only being defined: the previous one and its own first index.
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
      if (next == 1 << size && size < 12) {
        size++;
      }
    }
    previous = code;
  }

  private int nextCode() throws CorruptImageException {
    while (bitCount < size) {
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
    int code = bits & (1 << size) - 1;
    bits >>>= size;
    bitCount -= size;
    return code;
  }
}
