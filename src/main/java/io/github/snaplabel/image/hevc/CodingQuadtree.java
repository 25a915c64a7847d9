package io.github.snaplabel.image.hevc;

/**
 * Decodes the coding units of coding tree blocks (7.3.8.4, 7.3.8.5 and 7.3.8.7).
 *
 * <p>Not thread-safe.
 */
final class CodingQuadtree {
  private final CodedPicture picture;
  private final SequenceParameterSet sps;
  private final PictureParameterSet pps;
  private final CabacDecoder cabac;
  private final CtbNeighbors neighbors;
  private final QuantizationParameters quantization;
  private final IntraModeReader modes;
  private final TransformTree transforms;
  private final CodingUnit unit = new CodingUnit();
  private final int minQuantizationGroupLog2Size;
  private final int minChromaGroupLog2Size;

  CodingQuadtree(
      CodedPicture picture,
      CabacDecoder cabac,
      CtbNeighbors neighbors,
      QuantizationParameters quantization,
      ResidualCoding coding) {
    this.picture = picture;
    sps = picture.sps;
    pps = picture.pps;
    this.cabac = cabac;
    this.neighbors = neighbors;
    this.quantization = quantization;
    modes = new IntraModeReader(picture, cabac, neighbors);
    transforms = new TransformTree(picture, cabac, neighbors, quantization, coding, unit);
    minQuantizationGroupLog2Size = sps.ctbLog2Size - pps.cuQpDeltaDepth;
    minChromaGroupLog2Size = sps.ctbLog2Size - pps.range.cuChromaQpOffsetDepth();
  }

  /** Decodes the coding tree block at a luma position. */
  void decode(int x, int y) throws HevcException {
    decode(x, y, sps.ctbLog2Size, 0);
  }

  private void decode(int x, int y, int log2Size, int depth) throws HevcException {
    int size = 1 << log2Size;
    boolean split = log2Size > sps.minCbLog2Size;
    if (split && x + size <= sps.width && y + size <= sps.height) {
      split = cabac.flag(ContextVariables.SPLIT_CU_FLAG + splitContext(x, y, depth));
    }
    if (log2Size >= minQuantizationGroupLog2Size) {
      quantization.startGroup(x, y);
    }
    if (log2Size >= minChromaGroupLog2Size) {
      quantization.startChromaGroup();
    }
    if (!split) {
      decodeUnit(x, y, log2Size, depth);
      return;
    }
    int half = log2Size - 1;
    int right = x + (size >> 1);
    int below = y + (size >> 1);
    decode(x, y, half, depth + 1);
    if (right < sps.width) {
      decode(right, y, half, depth + 1);
    }
    if (below < sps.height) {
      decode(x, below, half, depth + 1);
    }
    if (right < sps.width && below < sps.height) {
      decode(right, below, half, depth + 1);
    }
  }

  /** Returns how many of the blocks to the left and above are split further (9.3.4.2.2). */
  private int splitContext(int x, int y, int depth) {
    int context = 0;
    if (neighbors.isAvailable(x, y, x - 1, y) && picture.depths[picture.unit(x - 1, y)] > depth) {
      context++;
    }
    if (neighbors.isAvailable(x, y, x, y - 1) && picture.depths[picture.unit(x, y - 1)] > depth) {
      context++;
    }
    return context;
  }

  /** Decodes {@code coding_unit()} of an intra slice. */
  private void decodeUnit(int x, int y, int log2Size, int depth) throws HevcException {
    unit.moveTo(x, y, log2Size);
    unit.lossless = pps.transquantBypass && cabac.flag(ContextVariables.CU_TRANSQUANT_BYPASS_FLAG);
    unit.split = log2Size == sps.minCbLog2Size && !cabac.flag(ContextVariables.PART_MODE);
    PcmFormat pcm = sps.pcm;
    boolean isPcm =
        pcm != null
            && !unit.split
            && log2Size >= pcm.minLog2Size()
            && log2Size <= pcm.maxLog2Size()
            && cabac.terminate();
    if (isPcm && pcm != null) {
      decodePcm(pcm);
    } else {
      modes.read(unit);
      transforms.decode();
    }
    if (unit.lossless || (isPcm && pcm != null && pcm.loopFilterDisabled())) {
      picture.keepUnfiltered(x, y, log2Size);
    }
    picture.fill(picture.depths, x, y, log2Size, depth);
    picture.fill(picture.qps, x, y, log2Size, quantization.endCodingUnit());
    cabac.checkNotExhausted();
  }

  /** Reads {@code pcm_sample()}, between two parts of the arithmetic code. */
  private void decodePcm(PcmFormat pcm) throws HevcException {
    picture.edges.mark(unit.x, unit.y, unit.log2Size);
    picture.fill(picture.lumaModes, unit.x, unit.y, unit.log2Size, IntraMode.DC);
    RbspReader reader = new RbspReader(cabac.data(), cabac.endOfCode());
    for (int component = 0; component < picture.planes.length; component++) {
      short[] plane = picture.planes[component];
      int stride = picture.width(component);
      int shiftX = sps.chroma.shiftX(component);
      int shiftY = sps.chroma.shiftY(component);
      int width = 1 << unit.log2Size >> shiftX;
      int height = 1 << unit.log2Size >> shiftY;
      int bits = pcm.bitDepth(component);
      int shift = sps.bitDepth(component) - bits;
      int to = (unit.y >> shiftY) * stride + (unit.x >> shiftX);
      for (int y = 0; y < height; y++, to += stride) {
        for (int x = 0; x < width; x++) {
          plane[to + x] = (short) (reader.bits(bits) << shift);
        }
      }
    }
    cabac.restart(reader.bytePosition());
  }
}
