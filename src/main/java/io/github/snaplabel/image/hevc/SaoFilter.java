package io.github.snaplabel.image.hevc;

import java.util.Arrays;

/**
 * Sample adaptive offset (8.7.3) of one component: adds offsets to samples by their value, or by
 * how they compare with two neighbors.
 *
 * <p>Not thread-safe.
 */
final class SaoFilter {
  private static final int LOG2_BANDS = 5;

  /**
   * Horizontal and vertical distance from a sample to the second neighbor it is compared with, by
   * {@code SaoEoClass}; the first neighbor is on the opposite side.
   */
  private static final int[] STEP_X = {1, 0, 1, -1};

  private static final int[] STEP_Y = {0, 1, 1, 1};

  private final CodedPicture picture;
  private final SaoParameters parameters;
  private final SaoBoundaries boundaries;
  private final int component;
  private final int shiftX;
  private final int shiftY;
  private final short[] plane;
  private final int width;
  private final int height;
  private final int bitDepth;
  private final int max;
  private final int ctbWidth;
  private final int ctbHeight;

  /** The deblocked samples of a row of blocks, with one row of samples above and one below. */
  private final short[] rows;

  // Of the current block: offsets by band, and by edgeIdx before it is mapped (8.7.3.2).
  private final int[] bandOffsets = new int[1 << LOG2_BANDS];
  private final int[] edgeOffsets = new int[5];
  private int left;
  private int right;
  private int top;
  private int rowCount;

  private SaoFilter(CodedPicture picture, int component) {
    this.picture = picture;
    this.component = component;
    parameters = picture.sao;
    boundaries = new SaoBoundaries(picture);
    shiftX = picture.sps.chroma.shiftX(component);
    shiftY = picture.sps.chroma.shiftY(component);
    plane = picture.planes[component];
    width = picture.width(component);
    height = picture.height(component);
    bitDepth = picture.sps.bitDepth(component);
    max = (1 << bitDepth) - 1;
    ctbWidth = 1 << picture.sps.ctbLog2Size >> shiftX;
    ctbHeight = 1 << picture.sps.ctbLog2Size >> shiftY;
    rows = new short[(ctbHeight + 2) * width];
  }

  /** Filters all components of a picture, which must be deblocked. */
  static void apply(CodedPicture picture) {
    for (int component = 0; component < picture.planes.length; component++) {
      if (picture.sao.isUsed(component)) {
        new SaoFilter(picture, component).apply();
      }
    }
  }

  private void apply() {
    short[] above = new short[width];
    for (int ctbY = 0; ctbY * ctbHeight < height; ctbY++) {
      top = ctbY * ctbHeight;
      rowCount = Math.min(ctbHeight, height - top);
      int rowsWithNext = Math.min(ctbHeight + 1, height - top);
      System.arraycopy(above, 0, rows, 0, width);
      System.arraycopy(plane, top * width, rows, width, rowsWithNext * width);
      System.arraycopy(rows, rowCount * width, above, 0, width);
      for (int ctbX = 0; ctbX < picture.widthInCtbs; ctbX++) {
        apply(ctbX, ctbY);
      }
    }
  }

  private void apply(int ctbX, int ctbY) {
    int ctb = ctbY * picture.widthInCtbs + ctbX;
    int type = parameters.type(ctb, component);
    if (type == SaoParameters.NONE) {
      return;
    }
    left = ctbX * ctbWidth;
    right = Math.min(left + ctbWidth, width);
    if (type == SaoParameters.BAND) {
      loadBands(ctb);
      for (int y = 0; y < rowCount; y++) {
        addByBand(y);
      }
    } else {
      loadEdges(ctb);
      boundaries.moveTo(ctbX, ctbY);
      int edgeClass = parameters.classOf(ctb, component);
      for (int y = 0; y < rowCount; y++) {
        addByEdge(y, STEP_X[edgeClass], STEP_Y[edgeClass]);
      }
    }
    if (picture.unfiltered.length > 0) {
      restoreUnfiltered();
    }
  }

  private void loadBands(int ctb) {
    Arrays.fill(bandOffsets, 0);
    int first = parameters.classOf(ctb, component);
    for (int i = 0; i < SaoParameters.OFFSETS; i++) {
      bandOffsets[first + i & bandOffsets.length - 1] = parameters.offset(ctb, component, i);
    }
  }

  private void loadEdges(int ctb) {
    edgeOffsets[0] = parameters.offset(ctb, component, 0);
    edgeOffsets[1] = parameters.offset(ctb, component, 1);
    edgeOffsets[2] = 0;
    edgeOffsets[3] = parameters.offset(ctb, component, 2);
    edgeOffsets[4] = parameters.offset(ctb, component, 3);
  }

  private void addByBand(int y) {
    int from = (y + 1) * width;
    int to = (top + y) * width;
    int shift = bitDepth - LOG2_BANDS;
    for (int x = left; x < right; x++) {
      int sample = rows[from + x];
      plane[to + x] = (short) Math.max(0, Math.min(max, sample + bandOffsets[sample >> shift]));
    }
  }

  /** Adds offsets to a row, except where a neighbor must not be used. */
  private void addByEdge(int y, int stepX, int stepY) {
    // Vertical distance of the blocks that contain the neighbors: -1 is above, 1 below.
    int firstY = y == 0 ? -stepY : 0;
    int secondY = y == rowCount - 1 ? stepY : 0;
    int last = right - 1;
    if (boundaries.mayUse(Math.min(-stepX, 0), firstY)
        && boundaries.mayUse(Math.min(stepX, 0), secondY)) {
      addByEdge(y, left, left + 1, stepX, stepY);
    }
    if (boundaries.mayUse(0, firstY) && boundaries.mayUse(0, secondY)) {
      addByEdge(y, left + 1, last, stepX, stepY);
    }
    if (boundaries.mayUse(Math.max(-stepX, 0), firstY)
        && boundaries.mayUse(Math.max(stepX, 0), secondY)) {
      addByEdge(y, last, right, stepX, stepY);
    }
  }

  private void addByEdge(int y, int fromX, int toX, int stepX, int stepY) {
    int from = (y + 1) * width;
    int to = (top + y) * width;
    int distance = stepY * width + stepX;
    for (int x = fromX; x < toX; x++) {
      int sample = rows[from + x];
      int first = sample - rows[from + x - distance];
      int second = sample - rows[from + x + distance];
      int index = 2 + Integer.signum(first) + Integer.signum(second);
      plane[to + x] = (short) Math.max(0, Math.min(max, sample + edgeOffsets[index]));
    }
  }

  /** Restores samples that must not change because they are PCM or lossless. */
  private void restoreUnfiltered() {
    for (int y = 0; y < rowCount; y++) {
      for (int x = left; x < right; x++) {
        if (picture.unfiltered[picture.unit(x << shiftX, (top + y) << shiftY)]) {
          plane[(top + y) * width + x] = rows[(y + 1) * width + x];
        }
      }
    }
  }
}
