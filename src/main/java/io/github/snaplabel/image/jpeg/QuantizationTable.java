package io.github.snaplabel.image.jpeg;

import io.github.snaplabel.image.Bytes;
import io.github.snaplabel.image.CorruptImageException;

/** By how much each coefficient of a block is to be multiplied (ITU-T T.81, B.2.4.1), 1 to 255. */
final class QuantizationTable {
  private final int[] steps = new int[ScaledIdct.BLOCK];

  /** Reads one table of a DQT segment whose numbers have eight bits. */
  QuantizationTable(Bytes table) throws CorruptImageException {
    for (int i = 0; i < steps.length; i++) {
      steps[i] = table.u8(i);
    }
  }

  /**
   * The factor of a coefficient.
   *
   * @param place of the coefficient in zigzag order
   */
  int step(int place) {
    return steps[place];
  }
}
