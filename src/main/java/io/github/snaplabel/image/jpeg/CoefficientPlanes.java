package io.github.snaplabel.image.jpeg;

import java.util.Arrays;

/**
 * The coefficients of one component of a progressive JPEG, as far as its scans have been read. Only
 * those are stored that the scaled samples depend on; of the others, whether they are zero, since
 * the meaning of later bits depends on it (ITU-T T.81, G.1.2.3).
 *
 * <p>Not thread-safe.
 */
final class CoefficientPlanes {
  /** More than a block has: catches writes of unused coefficients and of damaged data. */
  private static final int PLANES = 256;

  private static final int UNKNOWN = -1;

  private final int blocksPerMcuSide;
  private final int mcusPerRow;
  private final int blocksAcross;
  private final int blocksDown;
  private final int[] usedCoefficients;
  private final short[][][] planes;
  private final short[] unused;
  private final long[] nonzero;

  /** By zigzag index: how many low bits have not been read yet. */
  private final int[] lowBits = new int[ScaledIdct.BLOCK_COEFFICIENTS];

  /**
   * @param usedCoefficients zigzag indices of the coefficients to store
   */
  CoefficientPlanes(
      FrameLayout frame, FrameLayout.ComponentLayout component, int[] usedCoefficients) {
    this.blocksPerMcuSide = component.blocksPerMcuSide();
    this.mcusPerRow = frame.mcusPerRow();
    this.blocksAcross = frame.blocksAcross(component);
    this.blocksDown = frame.blocksDown(component);
    this.usedCoefficients = usedCoefficients;
    this.nonzero = new long[blocksAcross * blocksDown];
    this.planes = new short[component.blocksPerMcu()][PLANES][];
    int mcus = mcusPerRow * frame.mcuRows();
    this.unused = new short[mcus];
    for (short[][] ofBlock : planes) {
      Arrays.fill(ofBlock, unused);
      for (int zigzagIndex : usedCoefficients) {
        ofBlock[zigzagIndex] = new short[mcus];
      }
    }
    Arrays.fill(lowBits, UNKNOWN);
  }

  int blocksPerMcuSide() {
    return blocksPerMcuSide;
  }

  int mcusPerRow() {
    return mcusPerRow;
  }

  /** Returns the number of blocks from left to right, without those behind the edge. */
  int blocksAcross() {
    return blocksAcross;
  }

  /** Returns the number of block rows, without those behind the edge. */
  int blocksDown() {
    return blocksDown;
  }

  /**
   * Returns the coefficients of one block of each MCU, {@code [zigzag index][MCU]}.
   *
   * @param block within the MCU
   */
  short[][] planes(int block) {
    return planes[block];
  }

  /**
   * Returns the coefficients of a band, {@code [block][zigzag index][MCU]}. Writes of others have
   * no effect.
   */
  short[][][] bandPlanes(int first, int last) {
    short[][][] band = new short[planes.length][PLANES][];
    for (int i = 0; i < planes.length; i++) {
      Arrays.fill(band[i], unused);
      System.arraycopy(planes[i], first, band[i], first, last - first + 1);
    }
    return band;
  }

  /**
   * Returns which coefficients of each block are not zero, one bit for each: {@code [block row *
   * blocksAcross + block]}. DC coefficients are not included.
   */
  long[] nonzero() {
    return nonzero;
  }

  /** Returns the stored coefficients, one bit for each. */
  long used() {
    return Arrays.stream(usedCoefficients).mapToLong(i -> 1L << i).reduce(0, (a, b) -> a | b);
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
   * @param block within the MCU
   * @param result receives the coefficients, {@code [zigzag index][MCU of the row]}
   */
  void copyRow(int mcuRow, int block, int[][] result) {
    for (int zigzagIndex : usedCoefficients) {
      copy(planes[block][zigzagIndex], mcuRow * mcusPerRow, result[zigzagIndex]);
    }
  }

  private static void copy(short[] plane, int from, int[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] = plane[from + i];
    }
  }
}
