package io.github.snaplabel.image.hevc;

import org.jspecify.annotations.Nullable;

/** A sequence parameter set (7.3.2.2). */
final class SequenceParameterSet {
  static final int MAX_ID = 15;

  private static final int MAX_SIDE = 1 << 16;
  private static final int MAX_BIT_DEPTH = 12;
  private static final int MIN_CTB_LOG2_SIZE = 4;
  private static final int MAX_CTB_LOG2_SIZE = 6;
  private static final int MAX_TB_LOG2_SIZE = 5;

  final int id;
  final ChromaFormat chroma;

  /** Width of the coded picture, in luma samples; a multiple of the smallest coding block. */
  final int width;

  final int height;

  final ConformanceWindow window;
  final int lumaBitDepth;
  final int chromaBitDepth;
  final int pocLsbBits;
  final int minCbLog2Size;
  final int ctbLog2Size;
  final int minTbLog2Size;
  final int maxTbLog2Size;
  final int maxTransformHierarchyDepthIntra;

  /** Null if scaling lists are not enabled. */
  final @Nullable ScalingLists scalingLists;

  final boolean saoEnabled;

  /** Null if PCM is not enabled. */
  final @Nullable PcmFormat pcm;

  final ShortTermRefPicSets refPicSets;
  final boolean longTermRefPicsPresent;
  final int longTermRefPics;
  final boolean temporalMvpEnabled;
  final boolean strongIntraSmoothing;
  final VideoUsability usability;
  final SpsRangeExtension range;

  private SequenceParameterSet(RbspReader reader) throws HevcException {
    reader.skip(4);
    int maxSubLayersMinus1 = reader.bits(3);
    reader.skip(1);
    ProfileTierLevel.skip(reader, maxSubLayersMinus1);
    id = reader.unsigned("sps_seq_parameter_set_id", MAX_ID);
    chroma = ChromaFormat.of(reader.unsigned("chroma_format_idc", 3));
    if (chroma == ChromaFormat.YUV444 && reader.flag()) {
      throw HevcException.unsupported("The color planes are coded separately");
    }
    width = reader.unsigned("pic_width_in_luma_samples", MAX_SIDE);
    height = reader.unsigned("pic_height_in_luma_samples", MAX_SIDE);
    window = reader.flag() ? ConformanceWindow.parse(reader, chroma) : ConformanceWindow.NONE;
    lumaBitDepth = 8 + reader.unsigned("bit_depth_luma_minus8", 8);
    chromaBitDepth = 8 + reader.unsigned("bit_depth_chroma_minus8", 8);
    pocLsbBits = 4 + reader.unsigned("log2_max_pic_order_cnt_lsb_minus4", 12);
    skipBufferSizes(reader, maxSubLayersMinus1);
    minCbLog2Size = 3 + reader.unsigned("log2_min_luma_coding_block_size_minus3", 3);
    ctbLog2Size = minCbLog2Size + reader.unsigned("log2_diff_max_min_luma_coding_block_size", 3);
    minTbLog2Size = 2 + reader.unsigned("log2_min_luma_transform_block_size_minus2", 3);
    maxTbLog2Size =
        minTbLog2Size + reader.unsigned("log2_diff_max_min_luma_transform_block_size", 3);
    reader.skipUnsigned();
    maxTransformHierarchyDepthIntra = reader.unsigned("max_transform_hierarchy_depth_intra", 4);
    checkSizes();
    scalingLists = reader.flag() ? parseScalingLists(reader) : null;
    reader.skip(1);
    saoEnabled = reader.flag();
    pcm = reader.flag() ? PcmFormat.parse(reader, minCbLog2Size, ctbLog2Size) : null;
    if (pcm != null && (pcm.lumaBitDepth() > lumaBitDepth || tooDeepChroma(pcm))) {
      throw HevcException.corrupt("PCM samples have more bits than the picture");
    }
    refPicSets = ShortTermRefPicSets.parse(reader);
    longTermRefPicsPresent = reader.flag();
    longTermRefPics = longTermRefPicsPresent ? skipLongTermRefPics(reader) : 0;
    temporalMvpEnabled = reader.flag();
    strongIntraSmoothing = reader.flag();
    usability =
        reader.flag() ? VideoUsability.parse(reader, maxSubLayersMinus1) : VideoUsability.DEFAULT;
    range = reader.flag() ? parseExtensions(reader) : SpsRangeExtension.NONE;
  }

  /**
   * Reads a parameter set.
   *
   * @throws HevcException if it is damaged or describes what the decoder does not implement
   */
  static SequenceParameterSet parse(byte[] rbsp) throws HevcException {
    SequenceParameterSet sps = new SequenceParameterSet(new RbspReader(rbsp));
    if (sps.lumaBitDepth > MAX_BIT_DEPTH || sps.chromaBitDepth > MAX_BIT_DEPTH) {
      throw HevcException.unsupported(
          "Samples have %d bits".formatted(Math.max(sps.lumaBitDepth, sps.chromaBitDepth)));
    }
    return sps;
  }

  private static void skipBufferSizes(RbspReader reader, int maxSubLayersMinus1)
      throws HevcException {
    int subLayers = reader.flag() ? maxSubLayersMinus1 + 1 : 1;
    for (int i = 0; i < subLayers * 3; i++) {
      reader.skipUnsigned();
    }
  }

  private void checkSizes() throws HevcException {
    if (ctbLog2Size < MIN_CTB_LOG2_SIZE
        || ctbLog2Size > MAX_CTB_LOG2_SIZE
        || minTbLog2Size >= minCbLog2Size
        || maxTbLog2Size > Math.min(ctbLog2Size, MAX_TB_LOG2_SIZE)
        || maxTransformHierarchyDepthIntra > ctbLog2Size - minTbLog2Size) {
      throw HevcException.corrupt(
          "Block sizes are invalid: coding blocks 2^%d to 2^%d, transform blocks 2^%d to 2^%d"
              .formatted(minCbLog2Size, ctbLog2Size, minTbLog2Size, maxTbLog2Size));
    }
    int mask = (1 << minCbLog2Size) - 1;
    if (width == 0 || height == 0 || ((width | height) & mask) != 0) {
      throw HevcException.corrupt(
          "%d x %d samples are not a multiple of %d".formatted(width, height, mask + 1));
    }
    if (croppedWidth() <= 0 || croppedHeight() <= 0) {
      throw HevcException.corrupt("The conformance window is empty");
    }
  }

  private static ScalingLists parseScalingLists(RbspReader reader) throws HevcException {
    return reader.flag() ? ScalingLists.parse(reader) : ScalingLists.defaults();
  }

  private boolean tooDeepChroma(PcmFormat pcm) {
    return chroma != ChromaFormat.GRAY && pcm.chromaBitDepth() > chromaBitDepth;
  }

  private int skipLongTermRefPics(RbspReader reader) throws HevcException {
    int count = reader.unsigned("num_long_term_ref_pics_sps", 32);
    reader.skip(count * (pocLsbBits + 1));
    return count;
  }

  private static SpsRangeExtension parseExtensions(RbspReader reader) throws HevcException {
    boolean rangeExtension = reader.flag();
    reader.skip(1); // sps_multilayer_extension_flag, which changes nothing in the base layer
    boolean extension3d = reader.flag();
    boolean screenContent = reader.flag();
    reader.skip(4);
    SpsRangeExtension range =
        rangeExtension ? SpsRangeExtension.parse(reader) : SpsRangeExtension.NONE;
    if (extension3d || screenContent) {
      throw HevcException.unsupported("The 3D or screen content extensions are used");
    }
    return range;
  }

  int bitDepth(int component) {
    return component == 0 ? lumaBitDepth : chromaBitDepth;
  }

  /** Returns {@code PicWidthInCtbsY}. */
  int widthInCtbs() {
    return (width + (1 << ctbLog2Size) - 1) >> ctbLog2Size;
  }

  /** Returns {@code PicHeightInCtbsY}. */
  int heightInCtbs() {
    return (height + (1 << ctbLog2Size) - 1) >> ctbLog2Size;
  }

  int croppedWidth() {
    return width - window.left() - window.right();
  }

  int croppedHeight() {
    return height - window.top() - window.bottom();
  }

  HevcFormat format() {
    return new HevcFormat(
        croppedWidth(),
        croppedHeight(),
        chroma,
        lumaBitDepth,
        chromaBitDepth,
        usability.fullRange(),
        usability.matrixCoefficients());
  }
}
