package io.github.snaplabel.image.jpeg;

import java.util.Arrays;
import java.util.List;

/**
 * Decodes the coefficients of a Huffman-coded scan (ITU-T T.81, F.2.2), one MCU row after the
 * other.
 *
 * <p>Not thread-safe.
 */
final class EntropyDecoder {
  private static final int FIRST_RESTART_MARKER = 0xffd0;
  private static final int END_OF_IMAGE = 0xffd9;
  private static final int LAST_INDEX = ScaledIdct.BLOCK_COEFFICIENTS - 1;
  private static final int DAMAGED = -1;

  private final EntropyCodedSegment data;
  private final int mcusPerRow;
  private final int restartInterval;
  private int mcusUntilRestart;
  private int restarts;

  // By component. The arrays of entries are kept separately to save one indirection per lookup.
  private final HuffmanLookup[] dc;
  private final HuffmanLookup[] ac;
  private final long[][] dcEntries;
  private final long[][] acEntries;
  private final int[] predictions;

  /** By component, block within the MCU, zigzag index, and MCU within the row. */
  private final int[][][][] coefficients;

  /** The next bits of the data, left-aligned. */
  private long bits;

  /** Number of valid {@link #bits}; further ones are correct or zero. */
  private int bitCount;

  /** Offset in the window of the first byte that {@link #bitCount} does not include. */
  private int position;

  /**
   * @param blocks of an MCU, in the order of the scan
   */
  EntropyDecoder(JpegScan scan, List<McuRowBlock> blocks) {
    List<JpegScan.ScanComponent> components = scan.components();
    data = new EntropyCodedSegment(scan.file(), scan.dataOffset());
    mcusPerRow = scan.mcusPerRow();
    restartInterval = scan.restartInterval();
    mcusUntilRestart = restartInterval;
    dc = components.stream().map(c -> HuffmanLookup.dc(c.dc())).toArray(HuffmanLookup[]::new);
    ac = components.stream().map(c -> HuffmanLookup.ac(c.ac())).toArray(HuffmanLookup[]::new);
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

  /**
   * Decodes an MCU row into the coefficients of the blocks, which must be zero.
   *
   * @return false if the data is damaged, or so unusual that it may be
   */
  boolean decodeRow() {
    int from = 0;
    while (from < mcusPerRow) {
      if (restartInterval > 0 && mcusUntilRestart == 0 && !restart()) {
        return false;
      }
      int to = restartInterval > 0 ? Math.min(mcusPerRow, from + mcusUntilRestart) : mcusPerRow;
      mcusUntilRestart -= to - from;
      while (from < to) {
        if (!data.complete() && position > data.end() - EntropyCodedSegment.SLACK) {
          data.fill(position);
          position = 0;
        }
        // Bits are loaded ahead of use, so that the last ones may come from behind the data.
        int last =
            data.complete() ? data.end() + Long.BYTES : data.end() - EntropyCodedSegment.SLACK;
        from = decodeMcus(from, to, last);
        if (from == DAMAGED || (data.complete() && position > last)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Decodes MCUs while the window holds enough bytes for a whole one.
   *
   * <p>Nearly all time is spent here. The state is in local variables instead of fields, and blocks
   * and coefficients have no methods of their own, because only then does the JIT compiler keep the
   * state in registers. The loop body handles two lookups per load of bits: 56 bits are enough for
   * the longest two, of 26 each.
   *
   * <p>Nothing branches on features that some images have and others do not: the JIT compiler omits
   * paths that the warm-up did not take, and the first image to take one would lose 30 ms to
   * deoptimization.
   *
   * @param last offset in the window up to which a whole MCU can be read
   * @return the first MCU that was not decoded, or {@link #DAMAGED}
   */
  private int decodeMcus(int from, int to, int last) {
    byte[] window = data.window();
    long bits = this.bits;
    int bitCount = this.bitCount;
    int position = this.position;
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
              return DAMAGED;
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
            return DAMAGED;
          }
        }
        predictions[component] = prediction;
      }
    }
    this.bits = bits;
    this.bitCount = bitCount;
    this.position = position;
    return mcu;
  }

  private static boolean isInvalid(int index) {
    return index > LAST_INDEX && index < HuffmanLookup.END_OF_BLOCK;
  }

  /**
   * Skips a restart marker and resets the decoder (T.81, F.2.1.3.1 and E.2.4).
   *
   * @return false if the expected marker does not follow
   */
  private boolean restart() {
    if (!isAt(FIRST_RESTART_MARKER + restarts)) {
      return false;
    }
    restarts = (restarts + 1) % 8;
    mcusUntilRestart = restartInterval;
    Arrays.fill(predictions, 0);
    bits = 0;
    bitCount = 0;
    position = data.skipMarker();
    return true;
  }

  /** Returns whether all data has been decoded and the end of the image follows. */
  boolean isAtEnd() {
    return isAt(END_OF_IMAGE);
  }

  private boolean isAt(int marker) {
    if (!data.complete()) {
      data.fill(position);
      position = 0;
    }
    int bitsLeft = (data.end() - position) * Byte.SIZE + bitCount;
    return data.complete() && bitsLeft >= 0 && bitsLeft < Byte.SIZE && data.marker() == marker;
  }
}
