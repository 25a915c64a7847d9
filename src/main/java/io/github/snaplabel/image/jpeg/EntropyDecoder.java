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
  private static final int BEFORE_DC = -1;

  private final ScanReader data;
  private final int mcusPerRow;

  /** The blocks of an MCU, in the order of the scan; so are the arrays. */
  private final List<McuRowBlock> blocks;

  private final int[] components;
  private final HuffmanLookup[] dc;
  private final HuffmanLookup[] ac;
  private final long[][] dcEntries;
  private final long[][] acEntries;

  /** By block, zigzag index, and MCU within the row. */
  private final int[][][] coefficients;

  /** By component. */
  private final int[] predictions;

  // Where the next code belongs to.
  private int mcu;
  private int block;

  /** Zigzag index of the last coefficient, or {@link #BEFORE_DC}. */
  private int index;

  private enum Stop {
    END_OF_MCUS,
    LONG_CODE,
    DAMAGE
  }

  /**
   * @param blocks of an MCU, in the order of the scan
   */
  EntropyDecoder(ByteRange file, JpegScan scan, int mcusPerRow, List<McuRowBlock> blocks) {
    List<JpegScan.ScanTables> tables = scan.tables();
    data =
        new ScanReader(new EntropyCodedSegment(file, scan.dataOffset()), 0, scan.restartInterval());
    this.mcusPerRow = mcusPerRow;
    this.blocks = blocks;
    components = blocks.stream().mapToInt(McuRowBlock::component).toArray();
    dc = lookups(tables.stream().map(t -> HuffmanLookup.dc(t.dc())).toList());
    ac = lookups(tables.stream().map(t -> HuffmanLookup.ac(t.ac())).toList());
    dcEntries = Arrays.stream(dc).map(HuffmanLookup::entries).toArray(long[][]::new);
    acEntries = Arrays.stream(ac).map(HuffmanLookup::entries).toArray(long[][]::new);
    coefficients = blocks.stream().map(McuRowBlock::coefficients).toArray(int[][][]::new);
    predictions = new int[tables.size()];
  }

  /** Returns the lookup of each block, from those of the components. */
  private HuffmanLookup[] lookups(List<HuffmanLookup> lookups) {
    return Arrays.stream(components).mapToObj(lookups::get).toArray(HuffmanLookup[]::new);
  }

  @Override
  public boolean next() {
    blocks.forEach(McuRowBlock::clear);
    return data.readRow(mcusPerRow, this);
  }

  @Override
  public int decode(int from, int to, int last) {
    mcu = from;
    block = 0;
    index = BEFORE_DC;
    Stop stop = decodeShortCodes(to, last);
    while (stop == Stop.LONG_CODE) {
      stop = decodeLongCode() ? decodeShortCodes(to, last) : Stop.DAMAGE;
    }
    return stop == Stop.DAMAGE ? ScanReader.DAMAGED : mcu;
  }

  /**
   * Decodes coefficients up to one that the tables do not have.
   *
   * <p>Nearly all time is spent here. The state is in local variables, and nothing is called,
   * because only then does the JIT compiler keep the state in registers. The loop body handles two
   * lookups per load of bits: 56 bits are enough for the longest two, of 26 each.
   *
   * <p>Nothing branches on features that some images have and others do not: the JIT compiler omits
   * paths that the warm-up did not take, and the first image to take one would lose 30 ms to
   * deoptimization.
   *
   * @param to MCU to stop before
   * @param last position of the last byte with which an MCU may begin
   */
  private Stop decodeShortCodes(int to, int last) {
    byte[] window = data.window();
    long bits = data.bits;
    int bitCount = data.bitCount;
    int position = data.position;
    int mcu = this.mcu;
    int block = this.block;
    int index = this.index;
    int blocksPerMcu = coefficients.length;
    Stop stop = Stop.END_OF_MCUS;
    blocks:
    while (true) {
      int[][] coefficients = this.coefficients[block];
      if (index == BEFORE_DC) {
        // Unless mcu < to and position <= last, in one comparison.
        if (block == 0 && ((mcu - to) & (position - 1 - last)) >= 0) {
          break;
        }
        bits |= EntropyCodedSegment.longAt(window, position) >>> bitCount;
        position += (63 - bitCount) >>> 3;
        bitCount |= 56;
        long difference = dcEntries[block][(int) (bits >>> HuffmanLookup.SHIFT)];
        if (HuffmanLookup.length(difference) == 0) {
          stop = Stop.LONG_CODE;
          break;
        }
        bits <<= difference;
        bitCount -= HuffmanLookup.length(difference);
        int component = components[block];
        int prediction = predictions[component] + HuffmanLookup.secondValue(difference);
        predictions[component] = prediction;
        coefficients[0][mcu] = (short) prediction;
        index = 0;
      }

      long[] entries = acEntries[block];
      int used = 0;
      int first;
      long entry;
      long before;
      do {
        bitCount -= used;
        bits |= EntropyCodedSegment.longAt(window, position) >>> bitCount;
        position += (63 - bitCount) >>> 3;
        bitCount |= 56;

        entry = entries[(int) (bits >>> HuffmanLookup.SHIFT)];
        used = HuffmanLookup.length(entry);
        if (used == 0) {
          stop = Stop.LONG_CODE;
          break blocks;
        }
        before = bits;
        bits <<= entry;
        first = index + HuffmanLookup.firstAdvance(entry);
        coefficients[first & 255][mcu] = HuffmanLookup.firstValue(entry);
        index = first + HuffmanLookup.secondAdvance(entry);
        coefficients[index & 255][mcu] = HuffmanLookup.secondValue(entry);
        if (index >= LAST_INDEX) {
          break;
        }

        entry = entries[(int) (bits >>> HuffmanLookup.SHIFT)];
        if (HuffmanLookup.length(entry) == 0) {
          bitCount -= used;
          stop = Stop.LONG_CODE;
          break blocks;
        }
        before = bits;
        bits <<= entry;
        used += HuffmanLookup.length(entry);
        first = index + HuffmanLookup.firstAdvance(entry);
        coefficients[first & 255][mcu] = HuffmanLookup.firstValue(entry);
        index = first + HuffmanLookup.secondAdvance(entry);
        coefficients[index & 255][mcu] = HuffmanLookup.secondValue(entry);
      } while (index < LAST_INDEX);

      // All ones if the first coefficient fills the block: a second belongs to the next block.
      int full = ((first ^ LAST_INDEX) - 1) >> 31;
      int surplus = (HuffmanLookup.length(entry) - HuffmanLookup.firstLength(entry)) & full;
      bits = before << (HuffmanLookup.length(entry) - surplus);
      bitCount -= used - surplus;
      if (isInvalid(first) || isInvalid(index & ~full)) {
        stop = Stop.DAMAGE;
        break;
      }
      index = BEFORE_DC;
      block++;
      if (block == blocksPerMcu) {
        block = 0;
        mcu++;
      }
    }
    data.bits = bits;
    data.bitCount = bitCount;
    data.position = position;
    this.mcu = mcu;
    this.block = block;
    this.index = index;
    return stop;
  }

  /** Decodes one coefficient of any length; returns false if the data is damaged. */
  private boolean decodeLongCode() {
    data.bits |= EntropyCodedSegment.longAt(data.window(), data.position) >>> data.bitCount;
    data.position += (63 - data.bitCount) >>> 3;
    data.bitCount |= 56;
    long bits = data.bits;
    HuffmanLookup lookup = index == BEFORE_DC ? dc[block] : ac[block];
    long entry = lookup.complete(lookup.entries()[(int) (bits >>> HuffmanLookup.SHIFT)], bits);
    data.bits <<= entry;
    data.bitCount -= HuffmanLookup.length(entry);
    int advance = HuffmanLookup.firstAdvance(entry);
    if (index == BEFORE_DC) {
      predictions[components[block]] += HuffmanLookup.firstValue(entry);
      coefficients[block][0][mcu] = (short) predictions[components[block]];
      index = 0;
      return advance == 0;
    }
    index += advance;
    if (isInvalid(index)) {
      return false;
    }
    coefficients[block][index & 255][mcu] = HuffmanLookup.firstValue(entry);
    if (index >= LAST_INDEX) {
      index = BEFORE_DC;
      block++;
      if (block == coefficients.length) {
        block = 0;
        mcu++;
      }
    }
    return true;
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
