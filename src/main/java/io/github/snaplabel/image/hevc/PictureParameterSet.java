package io.github.snaplabel.image.hevc;

import org.jspecify.annotations.Nullable;

/** A picture parameter set (7.3.2.3). */
final class PictureParameterSet {
  static final int MAX_ID = 63;

  final int id;
  final int spsId;
  final boolean dependentSliceSegments;
  final boolean outputFlagPresent;
  final int extraSliceHeaderBits;
  final boolean signDataHiding;

  /** {@code init_qp_minus26} plus 26; negative only at more than 8 bits. */
  final int initQp;

  final boolean transformSkip;
  final boolean cuQpDelta;

  /** {@code diff_cu_qp_delta_depth}. */
  final int cuQpDeltaDepth;

  final int cbQpOffset;
  final int crQpOffset;
  final boolean sliceChromaQpOffsetsPresent;
  final boolean transquantBypass;

  /** Null if tiles are not enabled. */
  final @Nullable TileSyntax tiles;

  /** Whether the CABAC state is synchronized at the start of each row (wavefronts). */
  final boolean entropyCodingSync;

  final boolean loopFilterAcrossTiles;
  final boolean loopFilterAcrossSlices;
  final boolean deblockingOverride;
  final DeblockingParameters deblocking;

  /** Null if those of the SPS apply. */
  final @Nullable ScalingLists scalingLists;

  final boolean sliceHeaderExtensionPresent;
  final PpsRangeExtension range;

  private PictureParameterSet(RbspReader reader) throws HevcException {
    id = reader.unsigned("pps_pic_parameter_set_id", MAX_ID);
    spsId = reader.unsigned("pps_seq_parameter_set_id", SequenceParameterSet.MAX_ID);
    dependentSliceSegments = reader.flag();
    outputFlagPresent = reader.flag();
    extraSliceHeaderBits = reader.bits(3);
    signDataHiding = reader.flag();
    reader.skip(1);
    reader.skipUnsigned();
    reader.skipUnsigned();
    initQp = 26 + reader.signed("init_qp_minus26", -26 - 6 * 8, 25);
    reader.skip(1); // constrained_intra_pred_flag: all blocks of an intra picture are intra
    transformSkip = reader.flag();
    cuQpDelta = reader.flag();
    cuQpDeltaDepth = cuQpDelta ? reader.unsigned("diff_cu_qp_delta_depth", 3) : 0;
    cbQpOffset = reader.signed("pps_cb_qp_offset", -12, 12);
    crQpOffset = reader.signed("pps_cr_qp_offset", -12, 12);
    sliceChromaQpOffsetsPresent = reader.flag();
    reader.skip(2);
    transquantBypass = reader.flag();
    boolean tilesEnabled = reader.flag();
    entropyCodingSync = reader.flag();
    tiles = tilesEnabled ? TileSyntax.parse(reader) : null;
    loopFilterAcrossTiles = !tilesEnabled || reader.flag();
    loopFilterAcrossSlices = reader.flag();
    boolean deblockingControl = reader.flag();
    deblockingOverride = deblockingControl && reader.flag();
    deblocking =
        deblockingControl ? DeblockingParameters.parse(reader) : DeblockingParameters.DEFAULT;
    scalingLists = reader.flag() ? ScalingLists.parse(reader) : null;
    reader.skip(1);
    reader.skipUnsigned();
    sliceHeaderExtensionPresent = reader.flag();
    range = reader.flag() ? parseExtensions(reader) : PpsRangeExtension.NONE;
  }

  /**
   * Reads a parameter set.
   *
   * @throws HevcException if it is damaged or describes what the decoder does not implement
   */
  static PictureParameterSet parse(byte[] rbsp) throws HevcException {
    return new PictureParameterSet(new RbspReader(rbsp));
  }

  private PpsRangeExtension parseExtensions(RbspReader reader) throws HevcException {
    boolean rangeExtension = reader.flag();
    reader.skip(1); // pps_multilayer_extension_flag, which changes nothing in the base layer
    boolean extension3d = reader.flag();
    boolean screenContent = reader.flag();
    reader.skip(4);
    if (extension3d || screenContent) {
      throw HevcException.unsupported("The 3D or screen content extensions are used");
    }
    return rangeExtension ? PpsRangeExtension.parse(reader, transformSkip) : PpsRangeExtension.NONE;
  }

  TileLayout layout(SequenceParameterSet sps) throws HevcException {
    return new TileLayout(
        tiles == null ? TileSyntax.ONE : tiles, sps.widthInCtbs(), sps.heightInCtbs());
  }

  int qpOffset(int component) {
    return component == 1 ? cbQpOffset : crQpOffset;
  }
}
