package io.github.snaplabel.image.jpeg;

/**
 * Decodes one further bit of DC coefficients, which is not Huffman-coded (ITU-T T.81, G.1.2.1).
 *
 * <p>Not thread-safe.
 */
final class DcRefinementDecoder implements ProgressiveScanDecoder {
  private final ScanReader data;
  private final DcRow[] components;
  private final int lowBits;

  DcRefinementDecoder(ScanReader data, ScanGrid grid, int lowBits) {
    this.data = data;
    this.components = DcRow.all(grid);
    this.lowBits = lowBits;
  }

  @Override
  public void startRow(int row) {
    for (DcRow component : components) {
      component.moveTo(row);
    }
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
      for (DcRow component : components) {
        short[] values = component.values();
        int offset = mcu * component.step();
        for (int first : component.first()) {
          values[first + offset] |= (short) (bits >>> 63 << lowBits);
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
