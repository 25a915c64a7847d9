package io.github.snaplabel.image.jpeg;

/** Decodes one scan of a progressive JPEG, row by row. */
interface ProgressiveScanDecoder extends ScanReader.McuDecoder {
  /** Prepares for a row of MCUs, counted from 0. */
  void startRow(int row);
}
