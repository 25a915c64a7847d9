package io.github.snaplabel.image.jpeg;

import java.util.Arrays;

/**
 * The coefficients of one component of a progressive JPEG, as far as its scans have been read. Only
 * those are stored that the scaled samples depend on; of the others, whether they are zero, since
 * the meaning of later bits depends on it (ITU-T T.81, G.1.2.3).
 *
 * <p>The stored AC coefficients of a block are next to each other, because most scans read or
 * change several of them: with an array for each, they would be in as many lines of the processor's
 * cache.
 *
 * <p>Not thread-safe.
 */
final class ComponentCoefficients {
  /** More than a block has: catches writes of unused coefficients and of damaged data. */
  private static final int SLOTS = 256;

  /** MCUs to copy at a time: their coefficients fit into the L1 cache. */
  private static final int MCUS_AT_A_TIME = 32;

  /** AC coefficients to copy at a time: {@link ScaledIdct} uses 0, 24 or 48. */
  private static final int SLOTS_AT_A_TIME = 4;

  private static final int UNKNOWN = -1;

  private final int blocksPerMcuSide;
  private final int blocksAcross;
  private final int blocksDown;
  private final int storedBlocksAcross;

  /** Zigzag indices of the AC coefficients that are stored. */
  private final int[] usedAc;

  private final short[] dc;
  private final short[] ac;
  private final long[] nonzero;

  /** By zigzag index: how many low bits have not been read yet. */
  private final int[] lowBits = new int[ScaledIdct.BLOCK_COEFFICIENTS];

  /**
   * @param usedCoefficients zigzag indices of the coefficients to store
   */
  ComponentCoefficients(
      FrameLayout frame, FrameLayout.ComponentLayout component, int[] usedCoefficients) {
    this.blocksPerMcuSide = component.blocksPerMcuSide();
    this.blocksAcross = frame.blocksAcross(component);
    this.blocksDown = frame.blocksDown(component);
    this.storedBlocksAcross = frame.mcusPerRow() * blocksPerMcuSide;
    this.usedAc = Arrays.stream(usedCoefficients).filter(index -> index > 0).toArray();
    int blocks = storedBlocksAcross * frame.mcuRows() * blocksPerMcuSide;
    this.dc = new short[blocks];
    this.ac = new short[blocks * acSize()];
    this.nonzero = new long[blocks];
    Arrays.fill(lowBits, UNKNOWN);
  }

  int blocksPerMcuSide() {
    return blocksPerMcuSide;
  }

  /** Returns the number of blocks from left to right, without those behind the edge. */
  int blocksAcross() {
    return blocksAcross;
  }

  /** Returns the number of block rows, without those behind the edge. */
  int blocksDown() {
    return blocksDown;
  }

  /** Returns the number of a block, of all that are stored: with those behind the edge. */
  int block(int row, int column) {
    return row * storedBlocksAcross + column;
  }

  /** Returns the DC coefficients, {@code [block]}. */
  short[] dc() {
    return dc;
  }

  /** Returns the stored AC coefficients, {@code [block * acSize + slot]}. */
  short[] ac() {
    return ac;
  }

  /** Returns the number of {@link #ac} values of a block: one more than are stored. */
  int acSize() {
    return usedAc.length + 1;
  }

  /**
   * Returns where in a block the AC coefficients of a band are stored, {@code [zigzag index]}. All
   * others share the last slot, which is never read.
   */
  int[] slots(int first, int last) {
    int[] slots = new int[SLOTS];
    Arrays.fill(slots, usedAc.length);
    for (int slot = 0; slot < usedAc.length; slot++) {
      if (usedAc[slot] >= first && usedAc[slot] <= last) {
        slots[usedAc[slot]] = slot;
      }
    }
    return slots;
  }

  /**
   * Returns which coefficients of each block are not zero, one bit for each: {@code [block]}. DC
   * coefficients are not included.
   */
  long[] nonzero() {
    return nonzero;
  }

  /** Returns the stored AC coefficients, one bit for each. */
  long used() {
    return Arrays.stream(usedAc).mapToLong(i -> 1L << i).reduce(0, (a, b) -> a | b);
  }

  /**
   * Notes which bits a scan adds.
   *
   * @return false if these are not the bits that are due (T.81, G.1.1.1.1)
   */
  boolean advance(ProgressiveScan scan) {
    if (scan.first() > 0 && lowBits[0] == UNKNOWN) {
      return false;
    }
    for (int i = scan.first(); i <= scan.last(); i++) {
      if (lowBits[i] != (scan.refines() ? scan.lowBits() + 1 : UNKNOWN)) {
        return false;
      }
      lowBits[i] = scan.lowBits();
    }
    return true;
  }

  /** Returns whether all bits of all coefficients have been read. */
  boolean isComplete() {
    return Arrays.stream(lowBits).allMatch(bits -> bits == 0);
  }

  /**
   * Copies the coefficients of a row of MCUs.
   *
   * @param blockInMcu block within the MCU
   * @param result receives the coefficients, {@code [zigzag index][MCU of the row]}
   */
  void copyRow(int mcuRow, int blockInMcu, int[][] result) {
    int row = mcuRow * blocksPerMcuSide + blockInMcu / blocksPerMcuSide;
    int firstBlock = block(row, blockInMcu % blocksPerMcuSide);
    int mcus = storedBlocksAcross / blocksPerMcuSide;
    for (int mcu = 0; mcu < mcus; mcu++) {
      result[0][mcu] = dc[firstBlock + mcu * blocksPerMcuSide];
    }
    int step = blocksPerMcuSide * acSize();
    for (int mcu = 0; mcu < mcus; mcu += MCUS_AT_A_TIME) {
      int position = firstBlock * acSize() + mcu * step;
      int end = Math.min(mcus, mcu + MCUS_AT_A_TIME);
      for (int slot = 0; slot < usedAc.length; slot += SLOTS_AT_A_TIME) {
        copyAc(slot, position + slot, step, result, mcu, end);
      }
    }
  }

  /** Copies {@link #SLOTS_AT_A_TIME} coefficients of the MCUs from one to before another. */
  private void copyAc(int slot, int position, int step, int[][] result, int from, int to) {
    short[] ac = this.ac;
    int[] first = result[usedAc[slot]];
    int[] second = result[usedAc[slot + 1]];
    int[] third = result[usedAc[slot + 2]];
    int[] fourth = result[usedAc[slot + 3]];
    for (int mcu = from; mcu < to; mcu++) {
      first[mcu] = ac[position];
      second[mcu] = ac[position + 1];
      third[mcu] = ac[position + 2];
      fourth[mcu] = ac[position + 3];
      position += step;
    }
  }
}
