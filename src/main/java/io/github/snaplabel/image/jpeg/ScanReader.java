package io.github.snaplabel.image.jpeg;

/**
 * Reads the entropy-coded data of a scan: its bits, the restart markers between them, and its end.
 *
 * <p>Not thread-safe.
 */
final class ScanReader {
  /** Returned by an {@link McuDecoder} that met damage. */
  static final int DAMAGED = -1;

  private static final int FIRST_RESTART_MARKER = 0xffd0;
  private static final int RESTART_NUMBERS = 8;

  private final EntropyCodedSegment data;
  private final int restartInterval;
  private int mcusUntilRestart;
  private int restarts;

  // The loops of the decoders keep these in local variables.

  /** The next bits of the data, left-aligned. */
  long bits;

  /** Number of valid {@link #bits}; further ones are correct or zero. */
  int bitCount;

  /** Offset in the window of the first byte that {@link #bitCount} does not include. */
  int position;

  /** Decodes MCUs: loads its state from a {@link ScanReader}, and stores it again. */
  interface McuDecoder {
    /**
     * Decodes MCUs of a row while the window holds enough bytes for a whole one.
     *
     * @param last offset in the window up to which a whole MCU can be read
     * @return the first MCU that was not decoded, or {@link #DAMAGED}
     */
    int decode(int from, int to, int last);

    /**
     * Resets the state that a restart marker ends (ITU-T T.81, F.2.1.3.1 and G.1.2.2).
     *
     * @return false if the state shows that data is missing
     */
    boolean restart();
  }

  /**
   * @param position of the first byte in the window
   * @param restartInterval in MCUs; 0 if there are no restart markers
   */
  ScanReader(EntropyCodedSegment data, int position, int restartInterval) {
    this.data = data;
    this.position = position;
    this.restartInterval = restartInterval;
    this.mcusUntilRestart = restartInterval;
  }

  byte[] window() {
    return data.window();
  }

  /**
   * Reads a row.
   *
   * @param mcus in the row; those of a scan of one component are its blocks
   * @return false if the data is damaged, or so unusual that it may be
   */
  boolean readRow(int mcus, McuDecoder decoder) {
    int from = 0;
    while (from < mcus) {
      if (restartInterval > 0 && mcusUntilRestart == 0 && !(decoder.restart() && restart())) {
        return false;
      }
      int to = restartInterval > 0 ? Math.min(mcus, from + mcusUntilRestart) : mcus;
      mcusUntilRestart -= to - from;
      while (from < to) {
        if (!data.complete() && position > data.end() - EntropyCodedSegment.SLACK) {
          data.fill(position);
          position = 0;
        }
        // Bits are loaded ahead of use, so that the last ones may come from behind the data.
        int last =
            data.complete() ? data.end() + Long.BYTES : data.end() - EntropyCodedSegment.SLACK;
        from = decoder.decode(from, to, last);
        if (from == DAMAGED || (data.complete() && position > last)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Skips a restart marker (T.81, E.2.4).
   *
   * @return false if the expected marker does not follow
   */
  private boolean restart() {
    if (!isAt(FIRST_RESTART_MARKER + restarts)) {
      return false;
    }
    restarts = (restarts + 1) % RESTART_NUMBERS;
    mcusUntilRestart = restartInterval;
    bits = 0;
    bitCount = 0;
    position = data.skipMarker();
    return true;
  }

  /** Returns whether all data has been read and this marker follows. */
  boolean isAt(int marker) {
    return isAtMarker() && data.marker() == marker;
  }

  /** Returns whether all data has been read, and a marker or the end of the file follows. */
  boolean isAtMarker() {
    if (!data.complete()) {
      data.fill(position);
      position = 0;
    }
    int bitsLeft = (data.end() - position) * Byte.SIZE + bitCount;
    return data.complete() && bitsLeft >= 0 && bitsLeft < Byte.SIZE;
  }
}
