package io.github.snaplabel.image.png;

/** Four bytes in the 16-bit lanes of one {@code long}, for computing with all of them at once. */
final class Lanes {
  private static final long BYTES = 0x00ff00ff00ff00ffL;

  /**
   * Added to differences in {@link #nearest}, all of which are smaller, so that no lane borrows
   * from the next. In each lane, this bit is then set if the difference is not negative.
   */
  private static final long BIAS = 0x4000400040004000L;

  private Lanes() {}

  /** Spreads the bytes of a word over the lanes. */
  static long of(int word) {
    long bytes = Integer.toUnsignedLong(word);
    long pairs = (bytes | bytes << 16) & 0x0000ffff0000ffffL;
    return (pairs | pairs << 8) & BYTES;
  }

  /** Packs the lanes into a word; the inverse of {@link #of}. */
  static int toWord(long lanes) {
    long pairs = (lanes | lanes >>> 8) & 0x0000ffff0000ffffL;
    return (int) (pairs | pairs >>> 16);
  }

  /** Adds bytes to bytes, modulo 256. */
  static long sum(long a, long b) {
    return a + b & BYTES;
  }

  /**
   * Returns the Paeth predictor: whichever of left, up and upLeft is nearest to left + up - upLeft;
   * the first of them in this order if several are.
   */
  static long nearest(long left, long up, long upLeft) {
    // As in ScanlineFilters, with a limit of 3 * upLeft - left - up: the larger one of left and up
    // if both are at least the limit, the smaller one if both are at most the limit, else upLeft.
    long leftMinusLimit = up + BIAS - 3 * upLeft; // plus 2 * left
    long upMinusLimit = leftMinusLimit + up; // plus left
    long twice = left + left;
    long atLeastLimit = mask(leftMinusLimit + twice & upMinusLimit + left);
    long atMostLimit =
        mask((BIAS << 1) - leftMinusLimit - twice & (BIAS << 1) - upMinusLimit - left);
    long smallerMask = (left ^ up) & mask(left + BIAS - up);
    long low = left ^ smallerMask;
    long high = up ^ smallerMask;
    long lowOrUpLeft = upLeft ^ ((low ^ upLeft) & atMostLimit);
    return (high & atLeastLimit) | (lowOrUpLeft & ~atLeastLimit);
  }

  /**
   * Returns 255 in each lane whose difference, before the bias, is not negative, and 0 in others.
   */
  private static long mask(long lanes) {
    long bits = lanes & BIAS;
    return (bits >>> 6) - (bits >>> 14);
  }
}
