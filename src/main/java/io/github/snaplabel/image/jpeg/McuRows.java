package io.github.snaplabel.image.jpeg;

/** Gives the coefficients of an image, one MCU row after the other, from the top. */
interface McuRows {
  /**
   * Reads the next row into the {@link McuRowBlock}s.
   *
   * @return false if the data is damaged, or so unusual that it may be
   */
  boolean next();

  /** Returns whether all data has been read and the end of the image follows. */
  boolean isAtEnd();
}
