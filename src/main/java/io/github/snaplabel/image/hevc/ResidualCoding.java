package io.github.snaplabel.image.hevc;

/**
 * Reads the coefficients of transform blocks (7.3.8.11) and scales them (8.6.3 and 8.6.4.2).
 *
 * <p>Not thread-safe.
 */
final class ResidualCoding {
  private static final int MAX_LOG2 = 5;
  private static final int LUMA = 0;

  /** Offset of chroma among the context variables of {@code last_sig_coeff_x_prefix} and its y. */
  private static final int CHROMA_LAST = 15;

  private static final int[] LEVEL_SCALE = {40, 45, 51, 57, 64, 72};
  private static final int FLAT_FACTOR = 16;

  /**
   * A sign can be hidden if the first and last significant coefficients of a sub-block are at least
   * this far apart in scan order.
   */
  private static final int SIGN_HIDING_DISTANCE = 4;

  private final CodedPicture picture;
  private final CabacDecoder cabac;
  private final CoefficientLevels coefficientLevels;

  /** Scaled coefficients, row by row; zero between blocks. */
  final int[] coefficients = new int[1 << (MAX_LOG2 * 2)];

  /** Positions of the significant coefficients of a sub-block in scan order. */
  private final int[] significant = new int[16];

  /** {@code transform_skip_flag} of the last block. */
  boolean transformSkip;

  /** Whether the first coefficient of the last block is its only one. */
  boolean dcOnly;

  /** Number of columns and rows of the last block that may have coefficients. */
  int columns;

  int rows;

  // How the coefficients of the current block are scaled.
  private boolean lossless;
  private int scale;
  private int shift;
  private int[] factors;
  private boolean flat;

  private static final int[] NO_FACTORS = {};

  ResidualCoding(CodedPicture picture, CabacDecoder cabac) {
    this.picture = picture;
    this.cabac = cabac;
    coefficientLevels = new CoefficientLevels(cabac, picture.sps.range.persistentRiceAdaptation());
    factors = NO_FACTORS;
  }

  /** Returns {@code StatCoeff}, which belongs to the state of the entropy decoder. */
  byte[] riceStatistics() {
    return coefficientLevels.riceStatistics;
  }

  /**
   * Reads a block.
   *
   * @param log2Size of the transform block in samples of the component, 2 to 5
   * @param mode of the intra prediction
   * @param qp {@code Qp'} of the component
   * @param lossless {@code cu_transquant_bypass_flag}
   */
  void read(int log2Size, int component, int mode, int qp, boolean lossless) throws HevcException {
    PictureParameterSet pps = picture.pps;
    transformSkip =
        pps.transformSkip
            && !lossless
            && log2Size <= pps.range.maxTransformSkipLog2Size()
            && cabac.flag(ContextVariables.TRANSFORM_SKIP_FLAG + (component == LUMA ? 0 : 1));
    boolean untransformed = transformSkip || lossless;
    int scanIdx = scanIdx(log2Size, component, mode);
    setScaling(log2Size, component, qp, lossless);
    boolean rdpcm = untransformed && ResidualBlock.usesRdpcm(picture.sps, mode);
    boolean mayHideSign = pps.signDataHiding && !lossless && !rdpcm;
    coefficientLevels.start(component, untransformed);
    columns = 0;
    rows = 0;
    readSubBlocks(log2Size, component, scanIdx, untransformed, mayHideSign);
  }

  private int scanIdx(int log2Size, int component, int mode) {
    boolean small =
        log2Size == 2
            || (log2Size == 3 && (component == LUMA || picture.sps.chroma == ChromaFormat.YUV444));
    if (small && mode >= 6 && mode <= 14) {
      return ScanOrder.VERTICAL;
    }
    return small && mode >= 22 && mode <= 30 ? ScanOrder.HORIZONTAL : ScanOrder.DIAGONAL;
  }

  private void setScaling(int log2Size, int component, int qp, boolean lossless) {
    this.lossless = lossless;
    scale = LEVEL_SCALE[qp % 6] << (qp / 6);
    shift = picture.sps.bitDepth(component) + log2Size - 5;
    ScalingLists lists =
        picture.pps.scalingLists == null ? picture.sps.scalingLists : picture.pps.scalingLists;
    flat = picture.sps.scalingLists == null || lists == null || (transformSkip && log2Size > 2);
    factors = flat || lists == null ? NO_FACTORS : lists.factors(log2Size, component);
  }

  private void readSubBlocks(
      int log2Size, int component, int scanIdx, boolean untransformed, boolean mayHideSign)
      throws HevcException {
    int last = readLastPosition(log2Size, component, scanIdx);
    dcOnly = last == 0;
    int lastX = last & (1 << log2Size) - 1;
    int lastY = last >> log2Size;
    int log2Side = log2Size - 2;
    int lastSubBlock = ScanOrder.indices(scanIdx, log2Side)[lastY >> 2 << log2Side | lastX >> 2];
    int lastInSubBlock = ScanOrder.indices(scanIdx, 2)[(lastY & 3) << 2 | (lastX & 3)];
    int[] subBlocks = ScanOrder.positions(scanIdx, log2Side);
    int[] positions = ScanOrder.positions(scanIdx, 2);
    byte[] increments = CoefficientContexts.increments();
    boolean single = untransformed && picture.sps.range.transformSkipContext();
    int codedFlag = ContextVariables.CODED_SUB_BLOCK_FLAG + (component == LUMA ? 0 : 2);
    int dcContext = CoefficientContexts.dc(single, component);
    int sideMask = (1 << log2Side) - 1;
    // Whether each sub-block has coefficients: one bit each, with a stride of 8 per row.
    long coded = 0;
    for (int i = lastSubBlock; i >= 0; i--) {
      int x = subBlocks[i] & sideMask;
      int y = subBlocks[i] >> log2Side;
      int bit = y << 3 | x;
      int right = x < sideMask ? (int) (coded >>> (bit + 1)) & 1 : 0;
      int below = y < sideMask ? (int) (coded >>> (bit + 8)) & 1 : 0;
      boolean inferred = i == lastSubBlock || i == 0;
      if (!inferred && cabac.bin(codedFlag + (right | below)) == 0) {
        continue;
      }
      coded |= 1L << bit;

      int count = 0;
      int n = 15;
      if (i == lastSubBlock) {
        significant[count++] = lastInSubBlock;
        n = lastInSubBlock - 1;
      }
      int base = CoefficientContexts.base(log2Size, single, component, scanIdx, i == 0);
      int row = CoefficientContexts.row(log2Size, single, below << 1 | right);
      for (; n > 0; n--) {
        if (cabac.bin(base + increments[row + positions[n]]) != 0) {
          significant[count++] = n;
        }
      }
      if (n == 0) {
        int context = i == 0 ? dcContext : base + increments[row];
        if ((!inferred && count == 0) || cabac.bin(context) != 0) {
          significant[count++] = 0;
        }
      }
      if (count > 0) {
        int distance = significant[0] - significant[count - 1];
        coefficientLevels.read(count, i == 0, mayHideSign && distance >= SIGN_HIDING_DISTANCE);
        store(log2Size, x << 2, y << 2, positions, count);
      }
    }
  }

  /** Returns {@code y << log2Size | x} of the last significant coefficient in scan order. */
  private int readLastPosition(int log2Size, int component, int scanIdx) {
    int offset = component == LUMA ? 3 * (log2Size - 2) + ((log2Size - 1) >> 2) : CHROMA_LAST;
    int contextShift = component == LUMA ? (log2Size + 1) >> 2 : log2Size - 2;
    int max = (log2Size << 1) - 1;
    int xPrefix = readPrefix(ContextVariables.LAST_SIG_COEFF_X_PREFIX + offset, contextShift, max);
    int yPrefix = readPrefix(ContextVariables.LAST_SIG_COEFF_Y_PREFIX + offset, contextShift, max);
    int x = readSuffix(xPrefix);
    int y = readSuffix(yPrefix);
    return scanIdx == ScanOrder.VERTICAL ? x << log2Size | y : y << log2Size | x;
  }

  private int readPrefix(int context, int contextShift, int max) {
    int prefix = 0;
    while (prefix < max && cabac.bin(context + (prefix >> contextShift)) != 0) {
      prefix++;
    }
    return prefix;
  }

  private int readSuffix(int prefix) {
    if (prefix <= 3) {
      return prefix;
    }
    int bits = (prefix >> 1) - 1;
    return ((2 + (prefix & 1)) << bits) + cabac.bypass(bits);
  }

  /** Scales the levels of a sub-block, and stores them at the positions of its coefficients. */
  private void store(int log2Size, int x, int y, int[] positions, int count) {
    int[] levels = coefficientLevels.levels;
    columns = Math.max(columns, x + 4);
    rows = Math.max(rows, y + 4);
    int origin = y << log2Size | x;
    for (int i = 0; i < count; i++) {
      int position = positions[significant[i]];
      int index = origin + (position >> 2 << log2Size) + (position & 3);
      coefficients[index] = lossless ? (short) levels[i] : scaled(levels[i], index);
    }
  }

  private int scaled(long level, int index) {
    long factor = flat ? FLAT_FACTOR : factors[index];
    long value = (level * factor * scale + (1L << (shift - 1))) >> shift;
    return Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
