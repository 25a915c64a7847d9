package io.github.snaplabel.classify;

/**
 * Resizes rows of an image horizontally, two rows at a time.
 *
 * <p>A weighted sum of bytes fits into 31 bits (see {@link ResampleCoefficients}). A {@code long}
 * therefore holds two of them, the upper row's in its high half and the lower row's in its low
 * half, and one multiplication serves both rows.
 *
 * <p>Not thread-safe; used for one image.
 */
final class HorizontalPass {
  private static final long HALVES = pack(ResampleCoefficients.HALF, ResampleCoefficients.HALF);

  private final ResampleCoefficients columns;
  private final long[] red;
  private final long[] green;
  private final long[] blue;

  HorizontalPass(ResampleCoefficients columns) {
    this.columns = columns;
    this.red = new long[columns.paddedLength()];
    this.green = new long[columns.paddedLength()];
    this.blue = new long[columns.paddedLength()];
  }

  /**
   * Resizes two rows.
   *
   * @param upper one row's {@code columns.length()} needed pixels, as {@code 0xRRGGBBxx}
   * @param lower the pixels of another row
   * @param upperOut receives the resized first row, {@code [3][count]}, each 0..255
   * @param lowerOut receives the resized second row
   */
  void resize(int[] upper, int[] lower, int[] upperOut, int[] lowerOut) {
    split(upper, lower);
    int count = columns.count();
    int taps = columns.taps();
    long[] weights = columns.weights();
    for (int i = 0; i < count; i++) {
      int source = columns.first(i);
      int position = i * taps;
      long redSum = HALVES;
      long greenSum = HALVES;
      long blueSum = HALVES;
      for (int k = 0; k < taps; k++) {
        long weight = weights[position + k];
        redSum += red[source + k] * weight;
        greenSum += green[source + k] * weight;
        blueSum += blue[source + k] * weight;
      }
      upperOut[i] = high(redSum);
      upperOut[count + i] = high(greenSum);
      upperOut[2 * count + i] = high(blueSum);
      lowerOut[i] = low(redSum);
      lowerOut[count + i] = low(greenSum);
      lowerOut[2 * count + i] = low(blueSum);
    }
  }

  /** Splits the pixels of both rows into one array per color. */
  private void split(int[] upper, int[] lower) {
    for (int x = 0; x < columns.length(); x++) {
      int above = upper[x];
      int below = lower[x];
      red[x] = pack(above >>> 24, below >>> 24);
      green[x] = pack((above >>> 16) & 0xFF, (below >>> 16) & 0xFF);
      blue[x] = pack((above >>> 8) & 0xFF, (below >>> 8) & 0xFF);
    }
  }

  private static long pack(int high, int low) {
    return ((long) high << Integer.SIZE) | low;
  }

  private static int high(long sums) {
    return (int) (sums >>> (Integer.SIZE + ResampleCoefficients.FRACTION_BITS));
  }

  private static int low(long sums) {
    return (int) sums >>> ResampleCoefficients.FRACTION_BITS;
  }
}
