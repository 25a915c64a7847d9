package io.github.snaplabel.image.hevc;

/**
 * The quantization parameters of the current coding unit (8.6.1).
 *
 * <p>Not thread-safe.
 */
final class QuantizationParameters {
  private static final int MAX_CHROMA_INDEX = 57;
  private static final int LONGEST_PREFIX = 5;

  /** {@code QpC} for indices 30 to 43, for 4:2:0 (Table 8-10). */
  private static final int[] CHROMA_QPS = {29, 30, 31, 32, 33, 33, 34, 34, 35, 35, 36, 36, 37, 37};

  private final CodedPicture picture;
  private final CabacDecoder cabac;
  private final int ctbMask;
  private final int bitDepthOffset;
  private final int chromaBitDepthOffset;

  private SliceHeader slice;
  private int predicted;
  private int qp;

  /** {@code qPY_PREV}: the luma QP of the last coding unit in decoding order. */
  private int previous;

  private boolean deltaCoded;
  private boolean chromaOffsetCoded;

  /** {@code CuQpOffset} of Cb and Cr. */
  private final int[] chromaOffsets = new int[3];

  /** {@code Qp'} of each component. */
  private final int[] scaled = new int[3];

  QuantizationParameters(CodedPicture picture, CabacDecoder cabac, SliceHeader slice) {
    this.picture = picture;
    this.cabac = cabac;
    this.slice = slice;
    ctbMask = (1 << picture.sps.ctbLog2Size) - 1;
    bitDepthOffset = 6 * (picture.sps.lumaBitDepth - 8);
    chromaBitDepthOffset = 6 * (picture.sps.chromaBitDepth - 8);
  }

  /** Starts a slice. */
  void start(SliceHeader slice) {
    this.slice = slice;
    chromaOffsets[1] = 0;
    chromaOffsets[2] = 0;
    restart();
  }

  /** Starts a tile, or a row of coding tree blocks if rows are independent. */
  void restart() {
    previous = slice.qp();
  }

  /** Starts a quantization group at a luma position. */
  void startGroup(int x, int y) {
    int left = (x & ctbMask) == 0 ? previous : picture.qps[picture.unit(x - 1, y)];
    int above = (y & ctbMask) == 0 ? previous : picture.qps[picture.unit(x, y - 1)];
    predicted = (left + above + 1) >> 1;
    deltaCoded = false;
    setQp(predicted);
  }

  /** Starts a group of coding units that share chroma QP offsets. */
  void startChromaGroup() {
    chromaOffsetCoded = false;
  }

  /** Returns {@code QpY} at the end of a coding unit, from which later ones are predicted. */
  int endCodingUnit() {
    previous = qp;
    return qp;
  }

  private void setQp(int qp) {
    this.qp = qp;
    scaled[0] = qp + bitDepthOffset;
    if (picture.sps.chroma != ChromaFormat.GRAY) {
      scaled[1] = scaledChroma(1);
      scaled[2] = scaledChroma(2);
    }
  }

  private int scaledChroma(int component) {
    int offset =
        picture.pps.qpOffset(component) + slice.qpOffset(component) + chromaOffsets[component];
    int index = Math.clamp(qp + offset, -chromaBitDepthOffset, MAX_CHROMA_INDEX);
    return chromaQp(picture.sps.chroma, index) + chromaBitDepthOffset;
  }

  /** Returns {@code QpC} for an index {@code qPi} (Table 8-10). */
  static int chromaQp(ChromaFormat chroma, int index) {
    if (chroma != ChromaFormat.YUV420) {
      return Math.min(index, 51);
    }
    return index < 30 ? index : index >= 44 ? index - 6 : CHROMA_QPS[index - 30];
  }

  /** Returns {@code Qp'Y}, {@code Qp'Cb} or {@code Qp'Cr}. */
  int scaled(int component) {
    return scaled[component];
  }

  /** Reads {@code cu_qp_delta_abs} and its sign before the first residual of a group. */
  void readDelta() throws HevcException {
    if (deltaCoded || !picture.pps.cuQpDelta) {
      return;
    }
    deltaCoded = true;
    int magnitude = 0;
    while (magnitude < LONGEST_PREFIX
        && cabac.flag(ContextVariables.CU_QP_DELTA_ABS + Math.min(magnitude, 1))) {
      magnitude++;
    }
    if (magnitude == LONGEST_PREFIX) {
      magnitude += readExpGolomb();
    }
    boolean negative = magnitude > 0 && cabac.bypass() != 0;
    int limit = 26 + bitDepthOffset / 2;
    if (magnitude > (negative ? limit : limit - 1)) {
      throw HevcException.corrupt("A QP changes by %d".formatted(magnitude));
    }
    int range = 52 + bitDepthOffset;
    int delta = negative ? -magnitude : magnitude;
    setQp(Math.floorMod(predicted + delta + bitDepthOffset, range) - bitDepthOffset);
  }

  /** Reads a 0-th order Exp-Golomb code (9.3.3.5). */
  private int readExpGolomb() throws HevcException {
    int order = 0;
    int value = 0;
    while (cabac.bypass() != 0) {
      value += 1 << order;
      order++;
      if (order > 8) {
        throw HevcException.corrupt("A QP changes by more than 255");
      }
    }
    return value + cabac.bypass(order);
  }

  /** Reads {@code cu_chroma_qp_offset_flag} before the first chroma residual of a group. */
  void readChromaOffset() {
    if (chromaOffsetCoded || !slice.cuChromaQpOffsets()) {
      return;
    }
    chromaOffsetCoded = true;
    PpsRangeExtension range = picture.pps.range;
    boolean coded = cabac.flag(ContextVariables.CU_CHROMA_QP_OFFSET_FLAG);
    int index = 0;
    while (coded
        && index < range.cbQpOffsets().size() - 1
        && cabac.flag(ContextVariables.CU_CHROMA_QP_OFFSET_IDX)) {
      index++;
    }
    chromaOffsets[1] = coded ? range.cbQpOffsets().get(index) : 0;
    chromaOffsets[2] = coded ? range.crQpOffsets().get(index) : 0;
    setQp(qp);
  }
}
