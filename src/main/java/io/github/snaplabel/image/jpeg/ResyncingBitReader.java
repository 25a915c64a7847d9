package io.github.snaplabel.image.jpeg;

/**
 * Reads the bits of Huffman-coded data up to the next marker, and finds its way back into the data
 * at restart markers that are missing, misnumbered or preceded by other bytes, as libjpeg does.
 *
 * <p>Slower than {@link EntropyCodedSegment}: it is for files that libjpeg has warned about. Not
 * thread-safe.
 */
final class ResyncingBitReader {
  private static final int NONE = 0;
  private static final int FIRST_FRAME_MARKER = 0xc0;
  private static final int FIRST_RESTART_MARKER = 0xd0;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int RESTART_NUMBERS = 8;
  private static final int MAX_BITS = 16;

  private final ByteRange file;
  private int position;

  /** The marker that ends the data, without its 0xff; the end of the file counts as one. */
  private int marker = NONE;

  private int nextRestart;
  private long buffer;
  private int bufferedBits;

  /**
   * @param offset of the data in the file
   */
  ResyncingBitReader(ByteRange file, int offset) {
    this.file = file;
    this.position = offset;
  }

  /** Skips what is left of the data, and returns the offset of the marker that ends the scan. */
  int endOfData() {
    while (marker == NONE || isRestart()) {
      findMarker();
    }
    return position - 2;
  }

  private boolean isRestart() {
    return marker >= FIRST_RESTART_MARKER && marker < FIRST_RESTART_MARKER + RESTART_NUMBERS;
  }

  /** Reads a code and returns its symbol; -1 if there is no such code, or the data has ended. */
  int symbol(HuffmanTable table) {
    fill();
    int missing = MAX_BITS - bufferedBits;
    int next = (int) (missing > 0 ? buffer << missing : buffer >>> -missing) & 0xffff;
    int length = table.codeLength(next);
    if (length == 0 || length > bufferedBits) {
      return -1;
    }
    bufferedBits -= length;
    return table.symbol(next, length);
  }

  /** Reads up to 16 bits; returns -1 if the data has ended. */
  int bits(int count) {
    fill();
    if (count > bufferedBits) {
      return -1;
    }
    bufferedBits -= count;
    return (int) (buffer >>> bufferedBits) & (1 << count) - 1;
  }

  private void fill() {
    while (bufferedBits < MAX_BITS && marker == NONE) {
      int next = file.u8(position);
      position++;
      if (next == 0xff) {
        int code = skipFillBytes();
        marker = code < 0 ? END_OF_IMAGE : code;
      } else if (next < 0) {
        marker = END_OF_IMAGE;
      }
      if (marker == NONE) {
        buffer = buffer << Byte.SIZE | next;
        bufferedBits += Byte.SIZE;
      }
    }
  }

  /** Returns the byte behind any number of 0xff; negative at the end of the file. */
  private int skipFillBytes() {
    int code;
    do {
      code = file.u8(position);
      position++;
    } while (code == 0xff);
    return code;
  }

  /**
   * Continues behind the restart marker that is due.
   *
   * @return false if its interval has no data, because a later marker comes first
   */
  boolean restart() {
    bufferedBits = 0;
    if (marker == NONE) {
      findMarker();
    }
    while (true) {
      int ahead = marker - FIRST_RESTART_MARKER - nextRestart & RESTART_NUMBERS - 1;
      boolean isLate = isRestart() && ahead >= RESTART_NUMBERS - 2;
      if (!isLate && marker >= FIRST_FRAME_MARKER) {
        nextRestart = (nextRestart + 1) % RESTART_NUMBERS;
        // One of the next two restart markers is kept: the interval between was lost. A marker
        // whose number is further off is more likely to be misnumbered.
        if (isRestart() && (ahead == 0 || ahead > 2)) {
          marker = NONE;
        }
        return marker == NONE;
      }
      findMarker();
    }
  }

  private void findMarker() {
    marker = NONE;
    while (marker == NONE) {
      int next = file.u8(position);
      position++;
      int code = next == 0xff ? skipFillBytes() : next;
      if (code < 0) {
        marker = END_OF_IMAGE;
      } else if (next == 0xff) {
        marker = code;
      }
    }
  }
}
