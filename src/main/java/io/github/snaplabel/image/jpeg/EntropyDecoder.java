package io.github.snaplabel.image.jpeg;

import io.github.snaplabel.image.CorruptImageException;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the coefficients of a scan from its data (ITU-T T.81, F.2.2), one row of units after the
 * other.
 *
 * <p>For one thread.
 */
final class EntropyDecoder {
  private static final int RESTART = 0xffd0;
  private static final int END_OF_IMAGE = 0xffd9;
  private static final int LAST_PLACE = ScaledIdct.BLOCK - 1;

  private final EntropyCodedSegment data;
  private final int units;
  private final int restartInterval;
  private int untilRestart;
  private int restarts;

  // By component; what is an array of the tables' arrays saves a step on the way to them.
  private final HuffmanLookup[] dc;
  private final HuffmanLookup[] ac;
  private final long[][] dcSteps;
  private final long[][] acSteps;
  private final int[] predictions;

  /** By component, block in the unit, place in the block, and unit. */
  private final int[][][][] coefficients;

  /** The next bits of the data, from the highest on. */
  private long bits;

  /** How many of them are counted as read from the window. Those behind are right, or zero. */
  private int count;

  /** The first byte of the window that is not counted. */
  private int at;

  /**
   * @param blocks those of a unit
   */
  EntropyDecoder(JpegScan scan, List<McuRowBlock> blocks) {
    List<JpegScan.ScanComponent> components = scan.components();
    data = new EntropyCodedSegment(scan.file(), scan.at());
    units = scan.unitsAcross();
    restartInterval = scan.restartInterval();
    untilRestart = restartInterval;
    dc = components.stream().map(c -> HuffmanLookup.dc(c.dc())).toArray(HuffmanLookup[]::new);
    ac = components.stream().map(c -> HuffmanLookup.ac(c.ac())).toArray(HuffmanLookup[]::new);
    dcSteps = Arrays.stream(dc).map(HuffmanLookup::steps).toArray(long[][]::new);
    acSteps = Arrays.stream(ac).map(HuffmanLookup::steps).toArray(long[][]::new);
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
   * Reads a row of units into the lanes, which hold zeroes before.
   *
   * @throws CorruptImageException if the data are damaged, or so unusual that they may be
   */
  void readRow() throws CorruptImageException {
    int from = 0;
    while (from < units) {
      if (restartInterval > 0 && untilRestart == 0) {
        restart();
      }
      int to = restartInterval > 0 ? Math.min(units, from + untilRestart) : units;
      untilRestart -= to - from;
      while (from < to) {
        if (!data.complete() && at > data.end() - EntropyCodedSegment.SLACK) {
          data.fill(at);
          at = 0;
        }
        // Bits are taken up ahead, and so bytes that may lie behind the data.
        int last =
            data.complete() ? data.end() + Long.BYTES : data.end() - EntropyCodedSegment.SLACK;
        from = readUnits(from, to, last);
        if (data.complete() && at > last) {
          throw damaged();
        }
      }
    }
  }

  /**
   * Reads units while the window holds enough for a whole one.
   *
   * <p>Nearly all time goes here. The state is in variables and not in fields, and there are no
   * methods for a block or a coefficient, because only so the compiler keeps it in registers. Two
   * steps are written out for each time that bits are taken up: 56 are enough for the longest two,
   * of 26 each.
   *
   * <p>There is no branch for what occurs in one picture and not in another: the compiler leaves
   * out what the warm-up has not shown it, and the first picture that has it would pay 30 ms.
   *
   * @param last of the bytes in the window from which a whole unit can be read
   * @return the first unit that is not read
   */
  private int readUnits(int from, int to, int last) throws CorruptImageException {
    byte[] window = data.window();
    long bits = this.bits;
    int count = this.count;
    int at = this.at;
    int unit = from;
    // While unit < to and at <= last, in one comparison.
    for (; ((unit - to) & (at - 1 - last)) < 0; unit++) {
      for (int component = 0; component < dcSteps.length; component++) {
        long[] dcSteps = this.dcSteps[component];
        long[] acSteps = this.acSteps[component];
        int prediction = predictions[component];
        for (int[][] lanes : coefficients[component]) {
          bits |= EntropyCodedSegment.word(window, at) >>> count;
          at += (63 - count) >>> 3;
          count |= 56;
          long step = dcSteps[(int) (bits >>> HuffmanLookup.SHIFT)];
          if (HuffmanLookup.length(step) == 0) {
            step = dc[component].complete(step, bits);
            if (HuffmanLookup.first(step) != 0) {
              throw damaged();
            }
          }
          bits <<= step;
          int used = HuffmanLookup.length(step);
          int place = 0;
          prediction += HuffmanLookup.secondValue(step);
          lanes[0][unit] = (short) prediction;

          int first;
          long before;
          do {
            count -= used;
            bits |= EntropyCodedSegment.word(window, at) >>> count;
            at += (63 - count) >>> 3;
            count |= 56;

            step = acSteps[(int) (bits >>> HuffmanLookup.SHIFT)];
            if (HuffmanLookup.length(step) == 0) {
              step = ac[component].complete(step, bits);
            }
            before = bits;
            bits <<= step;
            used = HuffmanLookup.length(step);
            first = place + HuffmanLookup.first(step);
            lanes[first & 255][unit] = HuffmanLookup.firstValue(step);
            place = first + HuffmanLookup.second(step);
            lanes[place & 255][unit] = HuffmanLookup.secondValue(step);
            if (place >= LAST_PLACE) {
              break;
            }

            step = acSteps[(int) (bits >>> HuffmanLookup.SHIFT)];
            if (HuffmanLookup.length(step) == 0) {
              step = ac[component].complete(step, bits);
            }
            before = bits;
            bits <<= step;
            used += HuffmanLookup.length(step);
            first = place + HuffmanLookup.first(step);
            lanes[first & 255][unit] = HuffmanLookup.firstValue(step);
            place = first + HuffmanLookup.second(step);
            lanes[place & 255][unit] = HuffmanLookup.secondValue(step);
          } while (place < LAST_PLACE);

          // All ones if the first coefficient fills the block: a second is the next block's.
          int full = ((first ^ LAST_PLACE) - 1) >> 31;
          int surplus = (HuffmanLookup.length(step) - HuffmanLookup.firstLength(step)) & full;
          bits = before << (HuffmanLookup.length(step) - surplus);
          count -= used - surplus;
          if (isOutside(first) || isOutside(place & ~full)) {
            throw damaged();
          }
        }
        predictions[component] = prediction;
      }
    }
    this.bits = bits;
    this.count = count;
    this.at = at;
    return unit;
  }

  private static boolean isOutside(int place) {
    return place > LAST_PLACE && place < HuffmanLookup.END;
  }

  /** Passes a restart marker, and begins as at the start (T.81, F.2.1.3.1 and E.2.4). */
  private void restart() throws CorruptImageException {
    requireMarker(RESTART + restarts);
    restarts = (restarts + 1) % 8;
    untilRestart = restartInterval;
    Arrays.fill(predictions, 0);
    bits = 0;
    count = 0;
    at = data.passMarker();
  }

  /**
   * Makes sure that all data are read, and that the picture's end follows.
   *
   * @throws CorruptImageException if it is otherwise
   */
  void requireEnd() throws CorruptImageException {
    requireMarker(END_OF_IMAGE);
  }

  private void requireMarker(int expected) throws CorruptImageException {
    if (!data.complete()) {
      data.fill(at);
      at = 0;
    }
    int left = (data.end() - at) * Byte.SIZE + count;
    if (!data.complete() || left < 0 || left >= Byte.SIZE || data.marker() != expected) {
      throw damaged();
    }
  }

  private static CorruptImageException damaged() {
    return new CorruptImageException("The data of the scan are damaged, or unusual");
  }
}
