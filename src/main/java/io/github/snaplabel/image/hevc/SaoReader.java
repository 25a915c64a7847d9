package io.github.snaplabel.image.hevc;

/**
 * Reads the parameters of sample adaptive offset (7.3.8.3).
 *
 * <p>Not thread-safe.
 */
final class SaoReader {
  private static final int BAND_POSITION_BITS = 5;
  private static final int EDGE_CLASS_BITS = 2;

  private final CodedPicture picture;
  private final CabacDecoder cabac;
  private final SaoParameters parameters;
  private final int[] magnitudes = new int[SaoParameters.OFFSETS];

  SaoReader(CodedPicture picture, CabacDecoder cabac) {
    this.picture = picture;
    this.cabac = cabac;
    parameters = picture.sao;
  }

  /**
   * Reads the parameters of a coding tree block.
   *
   * @param ctb its address in raster scan
   */
  void read(int ctb, SliceHeader slice) {
    int width = picture.widthInCtbs;
    if (ctb % width > 0 && isCandidate(ctb, ctb - 1) && mergeFlag()) {
      parameters.copy(ctb - 1, ctb);
      return;
    }
    if (ctb >= width && isCandidate(ctb, ctb - width) && mergeFlag()) {
      parameters.copy(ctb - width, ctb);
      return;
    }
    for (int component = 0; component < picture.planes.length; component++) {
      if (slice.sao(component)) {
        readComponent(ctb, component);
      }
    }
  }

  private boolean isCandidate(int ctb, int other) {
    return picture.sameSlice(ctb, other) && picture.layout.sameTile(ctb, other);
  }

  private boolean mergeFlag() {
    return cabac.flag(ContextVariables.SAO_MERGE_FLAG);
  }

  private void readComponent(int ctb, int component) {
    int type = component == 2 ? parameters.type(ctb, 1) : readType();
    parameters.setType(ctb, component, type);
    if (type == SaoParameters.NONE) {
      return;
    }
    int depth = Math.min(picture.sps.bitDepth(component), 10);
    int max = (1 << (depth - 5)) - 1;
    for (int i = 0; i < magnitudes.length; i++) {
      magnitudes[i] = readMagnitude(max);
    }
    if (type == SaoParameters.BAND) {
      for (int i = 0; i < magnitudes.length; i++) {
        setOffset(ctb, component, i, magnitudes[i] != 0 && cabac.bypass() != 0);
      }
      parameters.setClass(ctb, component, cabac.bypass(BAND_POSITION_BITS));
      return;
    }
    for (int i = 0; i < magnitudes.length; i++) {
      setOffset(ctb, component, i, i >= 2);
    }
    int edgeClass = component == 2 ? parameters.classOf(ctb, 1) : cabac.bypass(EDGE_CLASS_BITS);
    parameters.setClass(ctb, component, edgeClass);
  }

  private int readType() {
    if (!cabac.flag(ContextVariables.SAO_TYPE_IDX)) {
      return SaoParameters.NONE;
    }
    return cabac.bypass() == 0 ? SaoParameters.BAND : SaoParameters.EDGE;
  }

  private int readMagnitude(int max) {
    int magnitude = 0;
    while (magnitude < max && cabac.bypass() != 0) {
      magnitude++;
    }
    return magnitude;
  }

  private void setOffset(int ctb, int component, int index, boolean negative) {
    PpsRangeExtension range = picture.pps.range;
    int shift = component == 0 ? range.saoOffsetShiftLuma() : range.saoOffsetShiftChroma();
    int value = magnitudes[index] << shift;
    parameters.setOffset(ctb, component, index, negative ? -value : value);
  }
}
