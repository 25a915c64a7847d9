package io.github.snaplabel.image.jpeg;

/** The factors, 1 to 255, of a block's coefficients (ITU-T T.81, B.2.4.1). Immutable. */
final class QuantizationTable {
  private final int[] factors = new int[ScaledIdct.BLOCK_COEFFICIENTS];

  /**
   * @param table 64 factors of 8 bits each, in zigzag order
   */
  QuantizationTable(ByteRange table) {
    for (int i = 0; i < factors.length; i++) {
      factors[i] = table.u8(i);
    }
  }

  /**
   * Returns the factor of a coefficient.
   *
   * @param zigzagIndex 0 to 63
   */
  int factor(int zigzagIndex) {
    return factors[zigzagIndex];
  }
}
