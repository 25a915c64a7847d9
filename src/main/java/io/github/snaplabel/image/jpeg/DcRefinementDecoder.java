package io.github.snaplabel.image.jpeg;

import java.util.Arrays;

/**
 * Decodes one further bit of DC coefficients, which is not Huffman-coded (ITU-T T.81, G.1.2.1).
 *
 * <p>Not thread-safe.
 */
final class DcRefinementDecoder implements ProgressiveScanDecoder {
  private final ScanReader data;
  private final ScanGrid grid;
  private final int columnMask;
  private final int columnShift;
  private final int lowBits;

  /** By column in a cell, component, block and zigzag index. */
  private final short[][][][][] planes;

  private int firstCell;

  DcRefinementDecoder(ScanReader data, ScanGrid grid, int lowBits) {
    this.data = data;
    this.grid = grid;
    this.columnMask = grid.mcusPerCellSide() - 1;
    this.columnShift = columnMask;
    this.lowBits = lowBits;
    this.planes = new short[grid.mcusPerCellSide()][][][][];
  }

  @Override
  public void startRow(int row) {
    firstCell = grid.firstCell(row);
    Arrays.setAll(planes, column -> grid.planes(row, column));
  }

  @Override
  public int decode(int from, int to, int last) {
    byte[] window = data.window();
    long bits = data.bits;
    int bitCount = data.bitCount;
    int position = data.position;
    int mcu = from;
    for (; ((mcu - to) & (position - 1 - last)) < 0; mcu++) {
      // An MCU has at most ten blocks (T.81, B.2.3).
      bits |= EntropyCodedSegment.longAt(window, position) >>> bitCount;
      position += (63 - bitCount) >>> 3;
      bitCount |= 56;
      int cell = firstCell + (mcu >> columnShift);
      for (short[][][] component : planes[mcu & columnMask]) {
        for (short[][] block : component) {
          block[0][cell] |= (short) (bits >>> 63 << lowBits);
          bits <<= 1;
          bitCount--;
        }
      }
    }
    data.bits = bits;
    data.bitCount = bitCount;
    data.position = position;
    return mcu;
  }

  @Override
  public boolean restart() {
    return true;
  }
}
