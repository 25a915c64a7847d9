package io.github.snaplabel.image.jpeg;

/**
 * Where a scan of DC coefficients stores those of one component, in its present row of MCUs.
 *
 * <p>Not thread-safe.
 */
final class DcRow {
  private final ComponentCoefficients component;
  private final int blocksPerMcuSide;

  /** The blocks of the first MCU of the row. */
  private final int[] first;

  DcRow(ScanGrid grid, ComponentCoefficients component) {
    this.component = component;
    this.blocksPerMcuSide = grid.blocksPerMcuSide(component);
    this.first = new int[blocksPerMcuSide * blocksPerMcuSide];
  }

  /** Returns one of these for each component of a scan. */
  static DcRow[] all(ScanGrid grid) {
    return grid.components().stream()
        .map(component -> new DcRow(grid, component))
        .toArray(DcRow[]::new);
  }

  /** Moves to a row, counted from 0. */
  void moveTo(int row) {
    for (int i = 0; i < first.length; i++) {
      int blockRow = row * blocksPerMcuSide + i / blocksPerMcuSide;
      first[i] = component.block(blockRow, i % blocksPerMcuSide);
    }
  }

  /** Returns the array with the coefficients. */
  short[] values() {
    return component.dc();
  }

  /** Returns the number of each block in the first MCU of the row. */
  int[] first() {
    return first;
  }

  /** Returns the number of blocks from one MCU to the next. */
  int step() {
    return blocksPerMcuSide;
  }
}
