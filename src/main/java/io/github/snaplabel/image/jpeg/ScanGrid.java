package io.github.snaplabel.image.jpeg;

import java.util.List;

/**
 * The order in which a scan of a progressive JPEG visits blocks: row by row through the blocks of a
 * single component, else through MCUs with blocks of all components (ITU-T T.81, A.2). In both
 * cases "MCU" is what the scan calls one.
 *
 * @param rows of MCUs
 * @param columns MCUs in a row
 */
record ScanGrid(List<ComponentCoefficients> components, int rows, int columns) {
  static ScanGrid of(List<ComponentCoefficients> components, FrameLayout frame) {
    ComponentCoefficients only = components.getFirst();
    return components.size() == 1
        ? new ScanGrid(components, only.blocksDown(), only.blocksAcross())
        : new ScanGrid(components, frame.mcuRows(), frame.mcusPerRow());
  }

  /** Returns the blocks of a component in an MCU, in each direction: 1 or 2. */
  int blocksPerMcuSide(ComponentCoefficients component) {
    return components.size() == 1 ? 1 : component.blocksPerMcuSide();
  }
}
