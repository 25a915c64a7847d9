package io.github.snaplabel.image.hevc;

/**
 * The deblocking filter (8.7.2), which smooths the edges of transform blocks: first all vertical
 * ones, then all horizontal ones.
 *
 * <p>Not thread-safe.
 */
final class DeblockingFilter {
  private static final int UNIT_LOG2 = CodedPicture.UNIT_LOG2;

  /** Spacing of luma edges, in units: 8 luma samples. Chroma edges are 8 chroma samples apart. */
  private static final int GRID_UNITS = 2;

  private static final int MAX_BETA_INDEX = 51;
  private static final int MAX_TC_INDEX = 53;

  /** 2 * (bS - 1), where the boundary filtering strength bS of intra blocks is 2. */
  private static final int STRENGTH_OFFSET = 2;

  /** β′ (Table 8-12). */
  private static final int[] BETA = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18,
    20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50, 52, 54, 56, 58, 60, 62, 64
  };

  /** tC′ (Table 8-12). */
  private static final int[] TC = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3,
    3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 8, 9, 10, 11, 13, 14, 16, 18, 20, 22, 24
  };

  private final CodedPicture picture;
  private final SequenceParameterSet sps;
  private final EdgeFilter[] filters;

  DeblockingFilter(CodedPicture picture) {
    this.picture = picture;
    sps = picture.sps;
    filters = new EdgeFilter[picture.planes.length];
    for (int component = 0; component < filters.length; component++) {
      filters[component] = new EdgeFilter(picture.planes[component], sps.bitDepth(component));
    }
  }

  /** Filters the picture, all of whose coding tree blocks must have been decoded. */
  void apply() {
    filterVertical();
    filterHorizontal();
  }

  private void filterVertical() {
    int chromaGrid = GRID_UNITS << sps.chroma.shiftX();
    for (int y = 0; y < picture.heightInUnits; y++) {
      for (int x = GRID_UNITS; x < picture.widthInUnits; x += GRID_UNITS) {
        int unit = y * picture.widthInUnits + x;
        if (picture.edges.isVertical(unit)) {
          filter(x, y, unit, unit - 1, true, x % chromaGrid == 0);
        }
      }
    }
  }

  private void filterHorizontal() {
    int chromaGrid = GRID_UNITS << sps.chroma.shiftY();
    for (int y = GRID_UNITS; y < picture.heightInUnits; y += GRID_UNITS) {
      for (int x = 0; x < picture.widthInUnits; x++) {
        int unit = y * picture.widthInUnits + x;
        if (picture.edges.isHorizontal(unit)) {
          filter(x, y, unit, unit - picture.widthInUnits, false, y % chromaGrid == 0);
        }
      }
    }
  }

  /**
   * Filters the left or upper edge of a unit.
   *
   * @param x column of the unit
   * @param y row of the unit
   * @param unit index of the unit, which contains the samples q
   * @param other index of the unit on the other side, which contains the samples p
   * @param onChromaGrid whether chroma is filtered as well
   */
  private void filter(int x, int y, int unit, int other, boolean vertical, boolean onChromaGrid) {
    int ctbShift = sps.ctbLog2Size - UNIT_LOG2;
    int ctb = (y >> ctbShift) * picture.widthInCtbs + (x >> ctbShift);
    DeblockingParameters parameters = picture.slices[ctb].deblocking();
    int qp = (picture.qps[unit] + picture.qps[other] + 1) >> 1;
    boolean mayBeUnfiltered = picture.unfiltered.length > 0;
    boolean changeP = !mayBeUnfiltered || !picture.unfiltered[other];
    boolean changeQ = !mayBeUnfiltered || !picture.unfiltered[unit];
    int beta = BETA[Math.clamp(qp + parameters.betaOffset(), 0, MAX_BETA_INDEX)];
    int scale = sps.lumaBitDepth - 8;
    int stride = sps.width;
    int at = (y * stride + x) << UNIT_LOG2;
    int across = vertical ? 1 : stride;
    int along = vertical ? stride : 1;
    filters[0].prepare(across, along, changeP, changeQ);
    filters[0].luma(at, beta << scale, tc(qp, parameters) << scale);
    if (onChromaGrid) {
      filterChroma(x, y, qp, vertical, changeP, changeQ, parameters);
    }
  }

  private void filterChroma(
      int x,
      int y,
      int lumaQp,
      boolean vertical,
      boolean changeP,
      boolean changeQ,
      DeblockingParameters parameters) {
    int shiftX = sps.chroma.shiftX();
    int shiftY = sps.chroma.shiftY();
    int scale = sps.chromaBitDepth - 8;
    for (int component = 1; component < filters.length; component++) {
      int stride = picture.width(component);
      int at = (y << UNIT_LOG2 >> shiftY) * stride + (x << UNIT_LOG2 >> shiftX);
      int lines = 1 << UNIT_LOG2 >> (vertical ? shiftY : shiftX);
      int qp =
          QuantizationParameters.chromaQp(sps.chroma, lumaQp + picture.pps.qpOffset(component));
      filters[component].prepare(vertical ? 1 : stride, vertical ? stride : 1, changeP, changeQ);
      filters[component].chroma(at, lines, tc(qp, parameters) << scale);
    }
  }

  private static int tc(int qp, DeblockingParameters parameters) {
    return TC[Math.clamp(qp + STRENGTH_OFFSET + parameters.tcOffset(), 0, MAX_TC_INDEX)];
  }
}
