package io.github.snaplabel.image.jpeg;

import java.util.List;

/**
 * The order in which a scan of a progressive JPEG visits blocks: row by row through the blocks of a
 * single component, else through MCUs with blocks of all components (ITU-T T.81, A.2). In both
 * cases "MCU" is what the scan calls one, and a "cell" is an MCU of the whole frame.
 *
 * @param rows of MCUs
 * @param columns MCUs in a row
 * @param mcusPerCellSide MCUs of the scan in a cell, in each direction: 1 or 2
 * @param cellsPerRow cells from left to right
 */
record ScanGrid(
    List<CoefficientPlanes> components,
    int rows,
    int columns,
    int mcusPerCellSide,
    int cellsPerRow) {
  static ScanGrid of(List<CoefficientPlanes> components, FrameLayout frame) {
    CoefficientPlanes only = components.getFirst();
    return components.size() == 1
        ? new ScanGrid(
            components,
            only.blocksDown(),
            only.blocksAcross(),
            only.blocksPerMcuSide(),
            frame.mcusPerRow())
        : new ScanGrid(components, frame.mcuRows(), frame.mcusPerRow(), 1, frame.mcusPerRow());
  }

  /** Returns the first cell of a row. */
  int firstCell(int row) {
    return row / mcusPerCellSide * cellsPerRow;
  }

  /**
   * Returns the planes of the blocks of an MCU, by component.
   *
   * @param column modulo {@link #mcusPerCellSide}
   */
  short[][][][] planes(int row, int column) {
    short[][][][] planes = new short[components.size()][][][];
    for (int i = 0; i < planes.length; i++) {
      CoefficientPlanes component = components.get(i);
      int side = component.blocksPerMcuSide();
      boolean alone = components.size() == 1;
      planes[i] = new short[alone ? 1 : side * side][][];
      for (int j = 0; j < planes[i].length; j++) {
        planes[i][j] = component.planes(alone ? row % side * side + column : j);
      }
    }
    return planes;
  }
}
