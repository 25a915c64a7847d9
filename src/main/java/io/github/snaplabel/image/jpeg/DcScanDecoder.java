package io.github.snaplabel.image.jpeg;

import java.util.Arrays;
import java.util.List;

/**
 * Decodes the high bits of DC coefficients: differences, as in a sequential scan (ITU-T T.81,
 * G.1.2.1).
 *
 * <p>Not thread-safe.
 */
final class DcScanDecoder implements ProgressiveScanDecoder {
  private final ScanReader data;
  private final DcRow[] components;
  private final int lowBits;
  private final HuffmanLookup[] lookups;
  private final int[] predictions;

  /**
   * @param tables of each component
   */
  DcScanDecoder(ScanReader data, ScanGrid grid, List<HuffmanTable> tables, int lowBits) {
    this.data = data;
    this.components = DcRow.all(grid);
    this.lowBits = lowBits;
    this.lookups = tables.stream().map(HuffmanLookup::dc).toArray(HuffmanLookup[]::new);
    this.predictions = new int[lookups.length];
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
      for (int component = 0; component < components.length; component++) {
        DcRow row = components[component];
        short[] values = row.values();
        int offset = mcu * row.step();
        HuffmanLookup lookup = lookups[component];
        int prediction = predictions[component];
        for (int first : row.first()) {
          bits |= EntropyCodedSegment.longAt(window, position) >>> bitCount;
          position += (63 - bitCount) >>> 3;
          bitCount |= 56;
          long entry = lookup.entries()[(int) (bits >>> HuffmanLookup.SHIFT)];
          if (HuffmanLookup.length(entry) == 0) {
            entry = lookup.complete(entry, bits);
            if (HuffmanLookup.firstAdvance(entry) != 0) {
              return ScanReader.DAMAGED;
            }
          }
          bits <<= entry;
          bitCount -= HuffmanLookup.length(entry);
          prediction += HuffmanLookup.secondValue(entry);
          values[first + offset] = (short) (prediction << lowBits);
        }
        predictions[component] = prediction;
      }
    }
    data.bits = bits;
    data.bitCount = bitCount;
    data.position = position;
    return mcu;
  }

  @Override
  public boolean restart() {
    Arrays.fill(predictions, 0);
    return true;
  }
}
