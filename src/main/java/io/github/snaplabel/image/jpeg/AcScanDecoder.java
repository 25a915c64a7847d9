package io.github.snaplabel.image.jpeg;

/**
 * Decodes one scan of a band of AC coefficients of one component: their high bits (ITU-T T.81,
 * G.1.2.2), or one further bit (G.1.2.3). A further bit is Huffman-coded for coefficients that are
 * zero so far. Those that are not have one plain bit each, between the codes.
 *
 * <p>Not thread-safe.
 */
final class AcScanDecoder implements ProgressiveScanDecoder {
  /** So many bits are left after one code and its value have been taken from those loaded. */
  private static final int HALF = 32;

  private final ScanReader data;
  private final ComponentCoefficients component;
  private final int beforeFirst;
  private final int last;
  private final int lowBits;

  /** The coefficients of the band, one bit for each. */
  private final long band;

  /** The coefficients of the band that are stored, one bit for each. */
  private final long stored;

  private final HuffmanLookup lookup;
  private final long[] nonzero;

  /** Where in a block the coefficients of the band are stored, by zigzag index. */
  private final int[] slots;

  /** The first block of the row. */
  private int firstBlock;

  /** How many of the next blocks have no new coefficient in the band. */
  private int endedBlocks;

  AcScanDecoder(ScanReader data, ScanGrid grid, HuffmanTable table, ProgressiveScan scan) {
    this.data = data;
    this.component = grid.components().getFirst();
    this.beforeFirst = scan.first() - 1;
    this.last = scan.last();
    this.lowBits = scan.lowBits();
    this.band = -1L << scan.first() & -1L >>> (Long.SIZE - 1 - last);
    this.stored = band & component.used();
    this.lookup =
        scan.refines() ? HuffmanLookup.refinement(table) : HuffmanLookup.band(table, lowBits);
    this.nonzero = component.nonzero();
    this.slots = component.slots(scan.first(), last);
  }

  @Override
  public void startRow(int row) {
    firstBlock = component.block(row, 0);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Written in the same way as the loop of {@link EntropyDecoder}, for the same reasons.
   */
  @Override
  public int decode(int from, int to, int lastPosition) {
    byte[] window = data.window();
    long[] entries = lookup.entries();
    long bits = data.bits;
    int bitCount = data.bitCount;
    int position = data.position;
    int last = this.last;
    int lowBits = this.lowBits;
    short[] coefficients = component.ac();
    int[] slots = this.slots;
    int blockSize = component.acSize();
    int block = from;
    for (; ((block - to) & (position - 1 - lastPosition)) < 0; block++) {
      int start = (firstBlock + block) * blockSize;
      long known = nonzero[firstBlock + block] & band;
      if (endedBlocks > 0 && known == 0) {
        endedBlocks--;
        continue;
      }

      // Codes with bits of known coefficients between them.
      long ahead = known;
      long corrections = 0;
      long found = 0;
      int index = beforeFirst;
      while (ahead != 0 && endedBlocks == 0) {
        bits |= EntropyCodedSegment.longAt(window, position) >>> bitCount;
        position += (63 - bitCount) >>> 3;
        bitCount |= 56;
        long entry = entries[(int) (bits >>> HuffmanLookup.SHIFT)];
        if (HuffmanLookup.length(entry) == 0) {
          entry = lookup.complete(entry, bits);
        }
        int advance = HuffmanLookup.firstAdvance(entry);
        if (advance >= HuffmanLookup.INVALID) {
          if (advance == HuffmanLookup.INVALID) {
            return ScanReader.DAMAGED;
          }
          endedBlocks = HuffmanLookup.endedBlocks(entry, bits);
          bits <<= entry;
          bitCount -= HuffmanLookup.length(entry);
        } else {
          bits <<= HuffmanLookup.firstLength(entry);
          bitCount -= HuffmanLookup.firstLength(entry);
          // Drops three zero coefficients, if so many are passed, without a branch.
          long zeros = -2L << index & band & ~known;
          zeros &= zeros - ((1 - advance) >>> 31);
          zeros &= zeros - ((2 - advance) >>> 31);
          zeros &= zeros - ((3 - advance) >>> 31);
          for (int i = 4; i < advance; i++) {
            zeros &= zeros - 1;
          }
          if (zeros == 0) {
            return ScanReader.DAMAGED;
          }
          index = Long.numberOfTrailingZeros(zeros);
          int value = HuffmanLookup.firstValue(entry);
          coefficients[start + slots[index]] = (short) (value << lowBits);
          found |= oneIfNotZero(value) << index;
          int count = Long.bitCount(ahead & ~(-1L << index));
          ahead &= -1L << index;
          if (count > HALF) {
            corrections = corrections << HALF | bits >>> HALF;
            bits <<= HALF;
            bitCount -= HALF;
            bits |= EntropyCodedSegment.longAt(window, position) >>> bitCount;
            position += (63 - bitCount) >>> 3;
            bitCount |= 56;
            count -= HALF;
          }
          corrections = corrections << count | bits >>> 1 >>> (63 - count);
          bits <<= count;
          bitCount -= count;
        }
      }

      if (endedBlocks > 0) {
        endedBlocks--;
        for (int left = Long.bitCount(ahead); left > 0; left -= HALF) {
          bits |= EntropyCodedSegment.longAt(window, position) >>> bitCount;
          position += (63 - bitCount) >>> 3;
          bitCount |= 56;
          int count = Math.min(left, HALF);
          corrections = corrections << count | bits >>> (64 - count);
          bits <<= count;
          bitCount -= count;
        }
      } else if (index < last) {
        // Nothing but codes, as in a sequential scan.
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
          if (HuffmanLookup.length(entry) == 0) {
            entry = lookup.complete(entry, bits);
          }
          before = bits;
          bits <<= entry;
          used = HuffmanLookup.length(entry);
          first = index + HuffmanLookup.firstAdvance(entry);
          int value = HuffmanLookup.firstValue(entry);
          coefficients[start + slots[first & 255]] = (short) (value << lowBits);
          found |= oneIfNotZero(value) << first;
          index = first + HuffmanLookup.secondAdvance(entry);
          value = HuffmanLookup.secondValue(entry);
          coefficients[start + slots[index & 255]] = (short) (value << lowBits);
          found |= (oneIfNotZero(value) & (index - last - 1) >> 31) << index;
          if (index >= last) {
            break;
          }

          entry = entries[(int) (bits >>> HuffmanLookup.SHIFT)];
          if (HuffmanLookup.length(entry) == 0) {
            entry = lookup.complete(entry, bits);
          }
          before = bits;
          bits <<= entry;
          used += HuffmanLookup.length(entry);
          first = index + HuffmanLookup.firstAdvance(entry);
          value = HuffmanLookup.firstValue(entry);
          coefficients[start + slots[first & 255]] = (short) (value << lowBits);
          found |= oneIfNotZero(value) << first;
          index = first + HuffmanLookup.secondAdvance(entry);
          value = HuffmanLookup.secondValue(entry);
          coefficients[start + slots[index & 255]] = (short) (value << lowBits);
          found |= (oneIfNotZero(value) & (index - last - 1) >> 31) << index;
        } while (index < last);

        // As in a sequential scan: a second coefficient behind the band belongs to the next block.
        int full = ((first ^ last) - 1) >> 31;
        int surplus = (HuffmanLookup.length(entry) - HuffmanLookup.firstLength(entry)) & full;
        bits = before << (HuffmanLookup.length(entry) - surplus);
        bitCount -= used - surplus;
        index &= ~full;
        if (isInvalid(first) || isInvalid(index)) {
          return ScanReader.DAMAGED;
        }
        if (index >= HuffmanLookup.END_OF_BLOCK) {
          endedBlocks = HuffmanLookup.endedBlocks(entry, before) - 1;
        }
      }

      // One bit for each known coefficient, the last one lowest.
      for (long left = known & stored; left != 0; left &= left - 1) {
        int corrected = Long.numberOfTrailingZeros(left);
        int bit = (int) (corrections >>> Long.bitCount(known & -2L << corrected)) & 1;
        int value = coefficients[start + slots[corrected]];
        coefficients[start + slots[corrected]] =
            (short) (value + (((value >> 31 | 1) * bit) << lowBits));
      }
      nonzero[firstBlock + block] |= found;
    }
    data.bits = bits;
    data.bitCount = bitCount;
    data.position = position;
    return block;
  }

  private boolean isInvalid(int index) {
    return index > last && index < HuffmanLookup.END_OF_BLOCK;
  }

  private static long oneIfNotZero(int value) {
    return (value | -(long) value) >>> 63;
  }

  /** Returns false if blocks should have ended that did not follow. */
  @Override
  public boolean restart() {
    return endedBlocks == 0;
  }
}
