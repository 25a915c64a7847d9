package io.github.snaplabel.image.hevc;

import java.util.Arrays;

/**
 * The samples around a block that it is predicted from (8.4.4.2.2 and 8.4.4.2.3), in one line: from
 * the lowest of the column to the left up to the corner, then to the last of the row above. With
 * side n, the corner is at index 2n.
 *
 * <p>Not thread-safe.
 */
final class ReferenceSamples {
  private static final int MAX_SIDE = 32;
  private static final int UNIT = 1 << CodedPicture.UNIT_LOG2;

  /** {@code intraHorVerDistThres} for sides 8, 16 and 32. */
  private static final int[] DISTANCES = {7, 1, 0};

  private final CodedPicture picture;
  private final CtbNeighbors neighbors;
  private final int[] samples = new int[4 * MAX_SIDE + 1];
  private final int[] filtered = new int[4 * MAX_SIDE + 1];

  private int component;
  private int log2Size;

  // How many of the current block's 2n neighbors on each side are available. Those above may begin
  // behind some that are not, because a slice can start above and to the right of the block.
  private int leftCount;
  private int aboveStart;
  private int aboveCount;
  private boolean corner;

  ReferenceSamples(CodedPicture picture, CtbNeighbors neighbors) {
    this.picture = picture;
    this.neighbors = neighbors;
  }

  /**
   * Loads the samples around a block, and replaces those that are not available.
   *
   * @param x position in samples of the component
   * @param y position in samples of the component
   */
  void load(int component, int x, int y, int log2Size) {
    this.component = component;
    this.log2Size = log2Size;
    int size = 1 << log2Size;
    findAvailable(component, x, y, size);
    short[] plane = picture.planes[component];
    int stride = picture.width(component);
    int middle = 2 * size;
    int at = y * stride + x;
    for (int i = 0; i < leftCount; i++) {
      samples[middle - 1 - i] = plane[at - 1 + i * stride];
    }
    if (corner) {
      samples[middle] = plane[at - stride - 1];
    }
    for (int i = aboveStart; i < aboveStart + aboveCount; i++) {
      samples[middle + 1 + i] = plane[at - stride + i];
    }
    substitute(middle);
  }

  private void findAvailable(int component, int x, int y, int size) {
    int shiftX = picture.sps.chroma.shiftX(component);
    int shiftY = picture.sps.chroma.shiftY(component);
    int lumaX = x << shiftX;
    int lumaY = y << shiftY;
    int end = (2 * size) << shiftY;
    int count = 0;
    while (count < end && neighbors.isAvailable(lumaX, lumaY, lumaX - 1, lumaY + count)) {
      count += UNIT;
    }
    leftCount = count >> shiftY;
    end = (2 * size) << shiftX;
    int start = 0;
    while (start < end && !neighbors.isAvailable(lumaX, lumaY, lumaX + start, lumaY - 1)) {
      start += UNIT;
    }
    count = start;
    while (count < end && neighbors.isAvailable(lumaX, lumaY, lumaX + count, lumaY - 1)) {
      count += UNIT;
    }
    aboveStart = start == end ? 0 : start >> shiftX;
    aboveCount = (count - start) >> shiftX;
    corner = neighbors.isAvailable(lumaX, lumaY, lumaX - 1, lumaY - 1);
  }

  /** Replaces each sample that is not available by the one before it (8.4.4.2.2). */
  private void substitute(int middle) {
    int end = 2 * middle + 1;
    if (leftCount == 0 && !corner && aboveCount == 0) {
      Arrays.fill(samples, 0, end, 1 << (picture.sps.bitDepth(component) - 1));
      return;
    }
    int start = middle + 1 + aboveStart;
    int first = leftCount > 0 ? middle - leftCount : corner ? middle : start;
    Arrays.fill(samples, 0, first, samples[first]);
    if (!corner && leftCount > 0) {
      samples[middle] = samples[middle - 1];
    }
    if (first < start) {
      Arrays.fill(samples, middle + 1, start, samples[middle]);
    }
    int last = start + aboveCount - 1;
    Arrays.fill(samples, last + 1, end, samples[last]);
  }

  /** Returns the samples, smoothed if the mode requires it (8.4.4.2.3). */
  int[] samples(int mode) {
    if (!needsFilter(mode)) {
      return samples;
    }
    int last = 4 << log2Size;
    filtered[0] = samples[0];
    filtered[last] = samples[last];
    if (picture.sps.strongIntraSmoothing && component == 0 && log2Size == 5 && isFlat()) {
      interpolate(last);
    } else {
      for (int i = 1; i < last; i++) {
        filtered[i] = (samples[i - 1] + 2 * samples[i] + samples[i + 1] + 2) >> 2;
      }
    }
    return filtered;
  }

  private boolean needsFilter(int mode) {
    boolean fullResolution = component == 0 || picture.sps.chroma == ChromaFormat.YUV444;
    if (mode == IntraMode.DC
        || log2Size == 2
        || !fullResolution
        || picture.sps.range.intraSmoothingDisabled()) {
      return false;
    }
    int distance =
        Math.min(Math.abs(mode - IntraMode.VERTICAL), Math.abs(mode - IntraMode.HORIZONTAL));
    return distance > DISTANCES[log2Size - 3];
  }

  private boolean isFlat() {
    int threshold = 1 << (picture.sps.lumaBitDepth - 5);
    int left = samples[0] + samples[64] - 2 * samples[32];
    int above = samples[64] + samples[128] - 2 * samples[96];
    return Math.abs(left) < threshold && Math.abs(above) < threshold;
  }

  /** Smooths by linear interpolation between the corner and both ends, for blocks of side 32. */
  private void interpolate(int last) {
    int middle = last / 2;
    int bottom = samples[0];
    int corner = samples[middle];
    int right = samples[last];
    filtered[middle] = corner;
    for (int i = 1; i < middle; i++) {
      filtered[middle - i] = ((middle - i) * corner + i * bottom + 32) >> 6;
      filtered[middle + i] = ((middle - i) * corner + i * right + 32) >> 6;
    }
  }
}
