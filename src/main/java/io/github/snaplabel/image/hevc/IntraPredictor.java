package io.github.snaplabel.image.hevc;

/**
 * Predicts blocks from the samples around them (8.4.4.2).
 *
 * <p>Not thread-safe.
 */
final class IntraPredictor {
  private static final int MAX_SIDE = 32;

  /** {@code intraPredAngle} of modes 2 to 34 (Table 8-5). */
  private static final int[] ANGLES = {
    32, 26, 21, 17, 13, 9, 5, 2, 0, -2, -5, -9, -13, -17, -21, -26, -32, -26, -21, -17, -13, -9, -5,
    -2, 0, 2, 5, 9, 13, 17, 21, 26, 32
  };

  /** {@code invAngle} of modes 11 to 25 (Table 8-6). */
  private static final int[] INVERSE_ANGLES = {
    -4096, -1638, -910, -630, -482, -390, -315, -256, -315, -390, -482, -630, -910, -1638, -4096
  };

  private final CodedPicture picture;
  private final ReferenceSamples references;

  /** {@code ref}, with element 0 at {@link #MAX_SIDE}. The last element only ever has weight 0. */
  private final int[] line = new int[3 * MAX_SIDE + 2];

  IntraPredictor(CodedPicture picture, CtbNeighbors neighbors) {
    this.picture = picture;
    references = new ReferenceSamples(picture, neighbors);
  }

  /**
   * Predicts a block.
   *
   * @param x position in samples of the component
   * @param y position in samples of the component
   * @param lossless {@code cu_transquant_bypass_flag}
   */
  void predict(int component, int x, int y, int log2Size, int mode, boolean lossless) {
    references.load(component, x, y, log2Size);
    int size = 1 << log2Size;
    int[] samples = references.samples(mode);
    short[] plane = picture.planes[component];
    int stride = picture.width(component);
    int origin = y * stride + x;
    boolean smoothEdges = component == 0 && size < MAX_SIDE;
    if (mode == IntraMode.PLANAR) {
      planar(samples, log2Size, plane, origin, stride);
    } else if (mode == IntraMode.DC) {
      dc(samples, log2Size, smoothEdges, plane, origin, stride);
    } else {
      angular(samples, size, mode, plane, origin, stride);
      boolean straight = mode == IntraMode.HORIZONTAL || mode == IntraMode.VERTICAL;
      boolean disabled = picture.sps.range.implicitRdpcm() && lossless;
      if (straight && smoothEdges && !disabled) {
        smoothEdge(samples, size, mode, plane, origin, stride);
      }
    }
  }

  /** Predicts by planar mode (8.4.4.2.4). */
  private static void planar(int[] samples, int log2Size, short[] plane, int origin, int stride) {
    int size = 1 << log2Size;
    int corner = 2 * size;
    int topRight = samples[corner + 1 + size];
    int bottomLeft = samples[corner - 1 - size];
    int to = origin;
    for (int y = 0; y < size; y++, to += stride) {
      int left = samples[corner - 1 - y];
      for (int x = 0; x < size; x++) {
        int horizontal = (size - 1 - x) * left + (x + 1) * topRight;
        int vertical = (size - 1 - y) * samples[corner + 1 + x] + (y + 1) * bottomLeft;
        plane[to + x] = (short) ((horizontal + vertical + size) >> (log2Size + 1));
      }
    }
  }

  /** Predicts by DC mode (8.4.4.2.5). */
  private static void dc(
      int[] samples, int log2Size, boolean smoothEdges, short[] plane, int origin, int stride) {
    int size = 1 << log2Size;
    int corner = 2 * size;
    int sum = size;
    for (int i = 1; i <= size; i++) {
      sum += samples[corner - i] + samples[corner + i];
    }
    int value = sum >> (log2Size + 1);
    int to = origin;
    for (int y = 0; y < size; y++, to += stride) {
      for (int x = 0; x < size; x++) {
        plane[to + x] = (short) value;
      }
    }
    if (smoothEdges) {
      plane[origin] = (short) ((samples[corner - 1] + 2 * value + samples[corner + 1] + 2) >> 2);
      for (int i = 1; i < size; i++) {
        plane[origin + i] = (short) ((samples[corner + 1 + i] + 3 * value + 2) >> 2);
        plane[origin + i * stride] = (short) ((samples[corner - 1 - i] + 3 * value + 2) >> 2);
      }
    }
  }

  /** Predicts by an angle (8.4.4.2.6). Horizontal modes are vertical ones with the axes swapped. */
  private void angular(int[] samples, int size, int mode, short[] plane, int origin, int stride) {
    boolean vertical = mode >= IntraMode.FIRST_VERTICAL;
    int angle = ANGLES[mode - 2];
    loadLine(samples, size, mode, angle, vertical ? 1 : -1);
    if (vertical) {
      vertical(size, angle, plane, origin, stride);
    } else {
      horizontal(size, angle, plane, origin, stride);
    }
  }

  /**
   * Fills {@link #line} with the reference samples of an angle.
   *
   * @param direction of the main side in {@code samples}, from the corner: 1 for the row above, -1
   *     for the column to the left
   */
  private void loadLine(int[] samples, int size, int mode, int angle, int direction) {
    int corner = 2 * size;
    int last = angle < 0 ? size : 2 * size;
    for (int i = 0; i <= last; i++) {
      line[MAX_SIDE + i] = samples[corner + direction * i];
    }
    int first = (size * angle) >> 5;
    if (angle < 0 && first < -1) {
      int inverse = INVERSE_ANGLES[mode - 11];
      for (int i = first; i < 0; i++) {
        line[MAX_SIDE + i] = samples[corner - direction * ((i * inverse + 128) >> 8)];
      }
    }
  }

  private void vertical(int size, int angle, short[] plane, int origin, int stride) {
    int[] line = this.line;
    int to = origin;
    for (int y = 1; y <= size; y++, to += stride) {
      int from = MAX_SIDE + 1 + ((y * angle) >> 5);
      int weight = y * angle & 31;
      if (weight == 0) {
        for (int x = 0; x < size; x++) {
          plane[to + x] = (short) line[from + x];
        }
      } else {
        for (int x = 0; x < size; x++) {
          int value = (32 - weight) * line[from + x] + weight * line[from + x + 1];
          plane[to + x] = (short) ((value + 16) >> 5);
        }
      }
    }
  }

  private void horizontal(int size, int angle, short[] plane, int origin, int stride) {
    int[] line = this.line;
    for (int y = 0; y < size; y++) {
      int to = origin + y * stride;
      int position = 0;
      for (int x = 0; x < size; x++) {
        position += angle;
        int from = MAX_SIDE + 1 + y + (position >> 5);
        int weight = position & 31;
        int value = (32 - weight) * line[from] + weight * line[from + 1];
        plane[to + x] = (short) ((value + 16) >> 5);
      }
    }
  }

  /**
   * Adds half of the gradient of the left column to the first column of a vertical prediction, or
   * half of that of the row above to the first row of a horizontal one.
   */
  private void smoothEdge(
      int[] samples, int size, int mode, short[] plane, int origin, int stride) {
    int max = (1 << picture.sps.lumaBitDepth) - 1;
    int corner = 2 * size;
    int direction = mode == IntraMode.VERTICAL ? 1 : -1;
    int step = mode == IntraMode.VERTICAL ? stride : 1;
    int base = samples[corner + direction];
    for (int i = 0; i < size; i++) {
      int difference = (samples[corner - direction * (i + 1)] - samples[corner]) >> 1;
      plane[origin + i * step] = (short) Math.clamp(base + difference, 0, max);
    }
  }
}
