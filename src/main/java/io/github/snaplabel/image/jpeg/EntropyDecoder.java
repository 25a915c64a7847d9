package io.github.snaplabel.image.jpeg;

import java.util.Arrays;
import java.util.List;

/**
 * Decodes the coefficients of a Huffman-coded scan (ITU-T T.81, F.2.2), one MCU row after the
 * other.
 *
 * <p>Not thread-safe.
 */
final class EntropyDecoder implements McuRows, ScanReader.McuDecoder {
  private static final int END_OF_IMAGE = 0xffd9;
  private static final int LAST_INDEX = ScaledIdct.BLOCK_COEFFICIENTS - 1;

  private final ScanReader data;
  private final int mcusPerRow;
  private final List<McuRowBlock> blocks;

  // By component. The arrays of entries are kept separately to save one indirection per lookup.
  private final HuffmanLookup[] dc;
  private final HuffmanLookup[] ac;
  private final long[][] dcEntries;
  private final long[][] acEntries;
  private final int[] predictions;

  /** By component, block within the MCU, zigzag index, and MCU within the row. */
  private final int[][][][] coefficients;

  /**
   * @param blocks of an MCU, in the order of the scan
   */
  EntropyDecoder(ByteRange file, JpegScan scan, int mcusPerRow, List<McuRowBlock> blocks) {
    List<JpegScan.ScanTables> tables = scan.tables();
    data =
        new ScanReader(new EntropyCodedSegment(file, scan.dataOffset()), 0, scan.restartInterval());
    this.mcusPerRow = mcusPerRow;
    this.blocks = blocks;
    dc = tables.stream().map(t -> HuffmanLookup.dc(t.dc())).toArray(HuffmanLookup[]::new);
    ac = tables.stream().map(t -> HuffmanLookup.ac(t.ac())).toArray(HuffmanLookup[]::new);
    dcEntries = Arrays.stream(dc).map(HuffmanLookup::entries).toArray(long[][]::new);
    acEntries = Arrays.stream(ac).map(HuffmanLookup::entries).toArray(long[][]::new);
    predictions = new int[dc.length];
    coefficients = new int[dc.length][][][];
    for (int i = 0; i < dc.length; i++) {
      int component = i;
      coefficients[i] =
          blocks.stream()
              .filter(block -> block.component() == component)
              .map(McuRowBlock::coefficients)
              .toArray(int[][][]::new);
    }
  }

  @Override
  public boolean next() {
    blocks.forEach(McuRowBlock::clear);
    return data.readRow(mcusPerRow, this);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Nearly all time is spent here. The state is in local variables instead of fields, and blocks
   * and coefficients have no methods of their own, because only then does the JIT compiler keep the
   * state in registers. The loop body handles two lookups per load of bits: 56 bits are enough for
   * the longest two, of 26 each.
   *
   * <p>Nothing branches on features that some images have and others do not: the JIT compiler omits
   * paths that the warm-up did not take, and the first image to take one would lose 30 ms to
   * deoptimization.
   */
  @Override
  public int decode(int from, int to, int last) {
    byte[] window = data.window();
    long bits = data.bits;
    int bitCount = data.bitCount;
    int position = data.position;
    int mcu = from;
    // While mcu < to and position <= last, in one comparison.
    for (; ((mcu - to) & (position - 1 - last)) < 0; mcu++) {
      for (int component = 0; component < dcEntries.length; component++) {
        long[] dcEntries = this.dcEntries[component];
        long[] acEntries = this.acEntries[component];
        int prediction = predictions[component];
        for (int[][] block : coefficients[component]) {
          bits |= EntropyCodedSegment.longAt(window, position) >>> bitCount;
          position += (63 - bitCount) >>> 3;
          bitCount |= 56;
          long entry = dcEntries[(int) (bits >>> HuffmanLookup.SHIFT)];
          if (HuffmanLookup.length(entry) == 0) {
            entry = dc[component].complete(entry, bits);
            if (HuffmanLookup.firstAdvance(entry) != 0) {
              return ScanReader.DAMAGED;
            }
          }
          bits <<= entry;
          int used = HuffmanLookup.length(entry);
          int index = 0;
          prediction += HuffmanLookup.secondValue(entry);
          block[0][mcu] = (short) prediction;

          int first;
          long before;
          do {
            bitCount -= used;
            bits |= EntropyCodedSegment.longAt(window, position) >>> bitCount;
            position += (63 - bitCount) >>> 3;
            bitCount |= 56;

            entry = acEntries[(int) (bits >>> HuffmanLookup.SHIFT)];
            if (HuffmanLookup.length(entry) == 0) {
              entry = ac[component].complete(entry, bits);
            }
            before = bits;
            bits <<= entry;
            used = HuffmanLookup.length(entry);
            first = index + HuffmanLookup.firstAdvance(entry);
            block[first & 255][mcu] = HuffmanLookup.firstValue(entry);
            index = first + HuffmanLookup.secondAdvance(entry);
            block[index & 255][mcu] = HuffmanLookup.secondValue(entry);
            if (index >= LAST_INDEX) {
              break;
            }

            entry = acEntries[(int) (bits >>> HuffmanLookup.SHIFT)];
            if (HuffmanLookup.length(entry) == 0) {
              entry = ac[component].complete(entry, bits);
            }
            before = bits;
            bits <<= entry;
            used += HuffmanLookup.length(entry);
            first = index + HuffmanLookup.firstAdvance(entry);
            block[first & 255][mcu] = HuffmanLookup.firstValue(entry);
            index = first + HuffmanLookup.secondAdvance(entry);
            block[index & 255][mcu] = HuffmanLookup.secondValue(entry);
          } while (index < LAST_INDEX);

          // All ones if the first coefficient fills the block: a second belongs to the next block.
          int full = ((first ^ LAST_INDEX) - 1) >> 31;
          int surplus = (HuffmanLookup.length(entry) - HuffmanLookup.firstLength(entry)) & full;
          bits = before << (HuffmanLookup.length(entry) - surplus);
          bitCount -= used - surplus;
          if (isInvalid(first) || isInvalid(index & ~full)) {
            return ScanReader.DAMAGED;
          }
        }
        predictions[component] = prediction;
      }
    }
    data.bits = bits;
    data.bitCount = bitCount;
    data.position = position;
    return mcu;
  }

  private static boolean isInvalid(int index) {
    return index > LAST_INDEX && index < HuffmanLookup.END_OF_BLOCK;
  }

  @Override
  public boolean restart() {
    Arrays.fill(predictions, 0);
    return true;
  }

  @Override
  public boolean isAtEnd() {
    return data.isAt(END_OF_IMAGE);
  }
}
