package io.github.snaplabel.image.png;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The filters of PNG rows (PNG specification, 9.2), which predict each byte from its neighbors. */
public final class ScanlineFilters {
  /** How many filters there are, numbered from 0. */
  public static final int COUNT = 5;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int NONE = 0;
  private static final int SUB = 1;
  private static final int UP = 2;
  private static final int AVERAGE = 3;
  private static final int PAETH = 4;

  private static final int HIGH_BITS = 0x80808080;
  private static final int LOW_BITS = 0x01010101;

  private ScanlineFilters() {}

  /**
   * Reverses the filter of a row.
   *
   * @param filtered the filtered row, from offset {@code at} on; may be {@code row} itself if
   *     {@code step} is not 3
   * @param row receives the unfiltered row, {@code row.length} bytes
   * @param above the unfiltered row above; zeros for the first row
   * @param step bytes per pixel: the distance to the same sample of the pixel on the left
   * @return false if the filter is unknown
   */
  public static boolean undo(
      int filter, byte[] filtered, int at, byte[] row, byte[] above, int step) {
    switch (filter) {
      case NONE -> System.arraycopy(filtered, at, row, 0, row.length);
      case SUB -> addLeft(filtered, at, row, step);
      case UP -> addAbove(filtered, at, row, above);
      case AVERAGE -> addAverage(filtered, at, row, above, step);
      case PAETH -> addNearest(filtered, at, row, above, step);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void addLeft(byte[] filtered, int at, byte[] row, int step) {
    int i = 0;
    if (isWord(step)) {
      int left = 0;
      for (; i <= row.length - Integer.BYTES; i += step) {
        left = sum((int) WORD.get(filtered, at + i), left);
        WORD.set(row, i, left);
      }
    }
    for (; i < row.length; i++) {
      row[i] = (byte) (filtered[at + i] + (i < step ? 0 : row[i - step]));
    }
  }

  private static void addAbove(byte[] filtered, int at, byte[] row, byte[] above) {
    for (int i = 0; i < row.length; i++) {
      row[i] = (byte) (filtered[at + i] + above[i]);
    }
  }

  private static void addAverage(byte[] filtered, int at, byte[] row, byte[] above, int step) {
    int i = 0;
    if (isWord(step)) {
      int left = 0;
      for (; i <= row.length - Integer.BYTES; i += step) {
        int average = average(left, (int) WORD.get(above, i));
        left = sum((int) WORD.get(filtered, at + i), average);
        WORD.set(row, i, left);
      }
    }
    for (; i < row.length; i++) {
      int left = i < step ? 0 : row[i - step] & 0xff;
      row[i] = (byte) (filtered[at + i] + ((left + (above[i] & 0xff)) >> 1));
    }
  }

  /**
   * Returns whether pixels are processed as words of four bytes. A pixel of three bytes shares its
   * word with the first byte of the next pixel, which then overwrites it.
   */
  private static boolean isWord(int step) {
    return step == 3 || step == 4;
  }

  /** Adds four bytes to four others, each modulo 256. */
  private static int sum(int a, int b) {
    return (a & ~HIGH_BITS) + (b & ~HIGH_BITS) ^ ((a ^ b) & HIGH_BITS);
  }

  /** Returns the averages of four pairs of bytes, rounded down. */
  private static int average(int a, int b) {
    return (a & b) + (((a ^ b) & ~LOW_BITS) >>> 1);
  }

  private static void addNearest(byte[] filtered, int at, byte[] row, byte[] above, int step) {
    switch (step) {
      case 3 -> addNearestOfThree(filtered, at, row, above);
      case 4 -> addNearestOfFour(filtered, at, row, above);
      default -> {
        for (int sample = 0; sample < step; sample++) {
          addNearestOfOne(filtered, at, row, above, step, sample);
        }
      }
    }
  }

  /**
   * Reverses the Paeth filter of pixels of three bytes. Their samples are independent of each
   * other, so the processor computes all three at once. The constant step makes this 1.2 times as
   * fast, as the JIT checks the arrays' bounds before the loop.
   */
  private static void addNearestOfThree(byte[] filtered, int at, byte[] row, byte[] above) {
    int left0 = 0;
    int left1 = 0;
    int left2 = 0;
    int upLeft0 = 0;
    int upLeft1 = 0;
    int upLeft2 = 0;
    for (int i = 0; i < row.length - 2; i += 3) {
      int up0 = above[i] & 0xff;
      int up1 = above[i + 1] & 0xff;
      int up2 = above[i + 2] & 0xff;
      left0 = filtered[at + i] + nearest(left0, up0, upLeft0) & 0xff;
      left1 = filtered[at + i + 1] + nearest(left1, up1, upLeft1) & 0xff;
      left2 = filtered[at + i + 2] + nearest(left2, up2, upLeft2) & 0xff;
      row[i] = (byte) left0;
      row[i + 1] = (byte) left1;
      row[i + 2] = (byte) left2;
      upLeft0 = up0;
      upLeft1 = up1;
      upLeft2 = up2;
    }
  }

  private static void addNearestOfFour(byte[] filtered, int at, byte[] row, byte[] above) {
    long left = 0;
    long upLeft = 0;
    for (int i = 0; i < row.length; i += Integer.BYTES) {
      long up = Lanes.of((int) WORD.get(above, i));
      long nearest = Lanes.nearest(left, up, upLeft);
      left = Lanes.sum(Lanes.of((int) WORD.get(filtered, at + i)), nearest);
      upLeft = up;
      WORD.set(row, i, Lanes.toWord(left));
    }
  }

  private static void addNearestOfOne(
      byte[] filtered, int at, byte[] row, byte[] above, int step, int sample) {
    int left = 0;
    int upLeft = 0;
    for (int i = sample; i < row.length; i += step) {
      int up = above[i] & 0xff;
      left = filtered[at + i] + nearest(left, up, upLeft) & 0xff;
      row[i] = (byte) left;
      upLeft = up;
    }
  }

  /**
   * Returns the Paeth predictor: whichever of left, up and upLeft is nearest to left + up - upLeft;
   * the first of them in this order if several are. This form has the fewest operations that depend
   * on {@code left}.
   */
  private static int nearest(int left, int up, int upLeft) {
    int limit = 3 * upLeft - left - up;
    int low = Math.min(left, up);
    int high = Math.max(left, up);
    int lowOrUpLeft = high <= limit ? low : upLeft;
    return limit <= low ? high : lowOrUpLeft;
  }
}
