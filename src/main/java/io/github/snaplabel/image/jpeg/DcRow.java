package io.github.snaplabel.image.jpeg;

import java.util.Arrays;

/**
 * Where a scan of DC coefficients stores those of its present row of MCUs.
 *
 * <p>Not thread-safe.
 */
final class DcRow {
  private final ScanGrid grid;

  /** Both the mask of a column in a cell and the shift to it: 0 or 1. */
  private final int columnBits;

  /** By column in a cell, component, block and zigzag index. */
  private final short[][][][][] planes;

  private int firstCell;

  DcRow(ScanGrid grid) {
    this.grid = grid;
    this.columnBits = grid.mcusPerCellSide() - 1;
    this.planes = new short[grid.mcusPerCellSide()][][][][];
  }

  /** Moves to a row, counted from 0. */
  void moveTo(int row) {
    firstCell = grid.firstCell(row);
    Arrays.setAll(planes, column -> grid.planes(row, column));
  }

  /** Returns the planes of an MCU of the row, by component, block and zigzag index. */
  short[][][][] planes(int mcu) {
    return planes[mcu & columnBits];
  }

  /** Returns the place of an MCU's coefficients in its planes. */
  int cell(int mcu) {
    return firstCell + (mcu >> columnBits);
  }
}
