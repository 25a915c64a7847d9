package io.github.snaplabel.image.hevc;

/**
 * Decodes the transform tree of a coding unit (7.3.8.8 to 7.3.8.12), and predicts and reconstructs
 * its transform blocks one after the other.
 *
 * <p>Not thread-safe.
 */
final class TransformTree {
  private static final int LUMA = 0;
  private static final int MAX_RES_SCALE = 4;

  private final CodedPicture picture;
  private final SequenceParameterSet sps;
  private final CabacDecoder cabac;
  private final QuantizationParameters quantization;
  private final IntraPredictor predictor;
  private final ResidualCoding coding;
  private final ResidualBlock residual;

  private final CodingUnit unit;
  private int maxDepth;

  TransformTree(
      CodedPicture picture,
      CabacDecoder cabac,
      CtbNeighbors neighbors,
      QuantizationParameters quantization,
      ResidualCoding coding,
      CodingUnit unit) {
    this.picture = picture;
    sps = picture.sps;
    this.cabac = cabac;
    this.quantization = quantization;
    this.coding = coding;
    this.unit = unit;
    predictor = new IntraPredictor(picture, neighbors);
    residual = new ResidualBlock(picture, coding);
  }

  /** Decodes the tree of the current coding unit. */
  void decode() throws HevcException {
    maxDepth = sps.maxTransformHierarchyDepthIntra + (unit.split ? 1 : 0);
    decode(unit.x, unit.y, unit.x, unit.y, unit.log2Size, 0, 0, 1, 1);
  }

  /**
   * Decodes {@code transform_tree()}.
   *
   * @param xBase position of the parent
   * @param yBase position of the parent
   * @param index of the block in its parent, {@code blkIdx}
   * @param parentCb {@code cbf_cb} of the parent: bit 0, and in 4:2:2 bit 1 of the lower half
   * @param parentCr {@code cbf_cr} of the parent
   */
  private void decode(
      int x,
      int y,
      int xBase,
      int yBase,
      int log2Size,
      int depth,
      int index,
      int parentCb,
      int parentCr)
      throws HevcException {
    boolean splitUnit = unit.split && depth == 0;
    boolean split = log2Size > sps.maxTbLog2Size || splitUnit;
    if (!split && log2Size > sps.minTbLog2Size && depth < maxDepth) {
      split = cabac.flag(ContextVariables.SPLIT_TRANSFORM_FLAG + 5 - log2Size);
    }
    int cb = 0;
    int cr = 0;
    if (sps.chroma == ChromaFormat.YUV444 || (sps.chroma != ChromaFormat.GRAY && log2Size > 2)) {
      boolean two = sps.chroma == ChromaFormat.YUV422 && (!split || log2Size == 3);
      cb = parentCb == 0 ? 0 : readChromaCbf(depth, two);
      cr = parentCr == 0 ? 0 : readChromaCbf(depth, two);
    } else if (sps.chroma != ChromaFormat.GRAY) {
      cb = parentCb;
      cr = parentCr;
    }
    if (split) {
      int half = log2Size - 1;
      int right = x + (1 << half);
      int below = y + (1 << half);
      decode(x, y, x, y, half, depth + 1, 0, cb, cr);
      decode(right, y, x, y, half, depth + 1, 1, cb, cr);
      decode(x, below, x, y, half, depth + 1, 2, cb, cr);
      decode(right, below, x, y, half, depth + 1, 3, cb, cr);
      return;
    }
    boolean luma = cabac.flag(ContextVariables.CBF_LUMA + (depth == 0 ? 1 : 0));
    decodeUnit(x, y, xBase, yBase, log2Size, index, luma, cb, cr);
  }

  private int readChromaCbf(int depth, boolean two) {
    int cbf = cabac.bin(ContextVariables.CBF_CHROMA + depth);
    return two ? cbf | cabac.bin(ContextVariables.CBF_CHROMA + depth) << 1 : cbf;
  }

  /** Decodes {@code transform_unit()}. */
  private void decodeUnit(
      int x, int y, int xBase, int yBase, int log2Size, int index, boolean luma, int cb, int cr)
      throws HevcException {
    picture.edges.mark(x, y, log2Size);
    boolean chroma = (cb | cr) != 0;
    if (luma || chroma) {
      quantization.readDelta();
      if (chroma && !unit.lossless) {
        quantization.readChromaOffset();
      }
    }
    int part = unit.part(x, y);
    decodeBlock(LUMA, x, y, log2Size, unit.lumaModes[part], luma, 0);
    if (sps.chroma == ChromaFormat.YUV444) {
      boolean crossComponent =
          picture.pps.range.crossComponentPrediction() && luma && unit.chromaModeDerived[part];
      if (crossComponent) {
        residual.keepLuma(log2Size);
      }
      decodeBlock(1, x, y, log2Size, unit.chromaModes[part], cb != 0, resScale(1, crossComponent));
      decodeBlock(2, x, y, log2Size, unit.chromaModes[part], cr != 0, resScale(2, crossComponent));
    } else if (sps.chroma != ChromaFormat.GRAY && log2Size > 2) {
      decodeChroma(x, y, log2Size - 1, cb, cr);
    } else if (sps.chroma != ChromaFormat.GRAY && index == 3) {
      // The chroma of four luma blocks of side 4.
      decodeChroma(xBase, yBase, 2, cb, cr);
    }
  }

  /** Decodes the chroma blocks of a unit, in 4:2:2 two on top of each other. */
  private void decodeChroma(int x, int y, int log2Size, int cb, int cr) throws HevcException {
    int mode = unit.chromaModes[0];
    int chromaX = x >> sps.chroma.shiftX();
    int chromaY = y >> sps.chroma.shiftY();
    int blocks = sps.chroma == ChromaFormat.YUV422 ? 2 : 1;
    for (int component = 1; component <= 2; component++) {
      int cbf = component == 1 ? cb : cr;
      for (int i = 0; i < blocks; i++) {
        int blockY = chromaY + (i << log2Size);
        decodeBlock(component, chromaX, blockY, log2Size, mode, (cbf >> i & 1) != 0, 0);
      }
    }
  }

  /** Reads {@code cross_comp_pred()} (7.3.8.12); returns {@code ResScaleVal}. */
  private int resScale(int component, boolean coded) {
    int context = ContextVariables.LOG2_RES_SCALE_ABS + 4 * (component - 1);
    int log2 = 0;
    while (coded && log2 < MAX_RES_SCALE && cabac.flag(context + log2)) {
      log2++;
    }
    if (log2 == 0) {
      return 0;
    }
    int magnitude = 1 << (log2 - 1);
    boolean negative = cabac.flag(ContextVariables.RES_SCALE_SIGN_FLAG + component - 1);
    return negative ? -magnitude : magnitude;
  }

  /**
   * Predicts and reconstructs a transform block.
   *
   * @param x position in samples of the component
   * @param y position in samples of the component
   * @param coded whether it has coefficients
   * @param resScale share of the luma residuals, in eighths
   */
  private void decodeBlock(
      int component, int x, int y, int log2Size, int mode, boolean coded, int resScale)
      throws HevcException {
    predictor.predict(component, x, y, log2Size, mode, unit.lossless);
    if (coded) {
      coding.read(log2Size, component, mode, quantization.scaled(component), unit.lossless);
      residual.compute(log2Size, component, mode, unit.lossless);
    } else if (resScale != 0) {
      residual.clear(log2Size);
    } else {
      return;
    }
    if (resScale != 0) {
      residual.addLuma(log2Size, resScale);
    }
    residual.addTo(component, x, y, log2Size);
  }
}
