package io.github.snaplabel.image.hevc;

import org.jspecify.annotations.Nullable;

/**
 * Reads slice segment headers (7.3.6.1).
 *
 * <p>Not thread-safe.
 */
final class SliceSegmentParser {
  private static final int SLICE_TYPE_I = 2;
  private static final int MAX_LONG_TERM_PICTURES = 33;
  private static final int MAX_ENTRY_POINTS = 1 << 16;
  private static final int MAX_EXTENSION_BYTES = 256;

  private final ParameterSets sets;

  /** Header of the last independent slice segment; null before the first one. */
  private @Nullable SliceHeader header;

  SliceSegmentParser(ParameterSets sets) {
    this.sets = sets;
  }

  /**
   * Reads the header of a slice segment.
   *
   * @throws HevcException if it is damaged, or not of an intra slice
   */
  SliceSegment parse(NalUnit unit) throws HevcException {
    RbspReader reader = new RbspReader(unit.rbsp());
    boolean first = reader.flag();
    if (unit.isRandomAccessPoint()) {
      reader.skip(1);
    }
    PictureParameterSet pps =
        sets.picture(reader.unsigned("slice_pic_parameter_set_id", PictureParameterSet.MAX_ID));
    SequenceParameterSet sps = sets.sequence(pps.spsId);
    boolean dependent = false;
    int address = 0;
    if (!first) {
      dependent = pps.dependentSliceSegments && reader.flag();
      int size = sps.widthInCtbs() * sps.heightInCtbs();
      address = reader.bits(ceilLog2(size));
      if (address >= size) {
        throw HevcException.corrupt("A slice starts behind the end of the picture");
      }
    }
    if (!dependent) {
      header = parseHeader(reader, unit, pps, sps, address);
    }
    if (header == null) {
      throw HevcException.corrupt("The first slice segment depends on an earlier one");
    }
    skipEntryPoints(reader, pps);
    if (pps.sliceHeaderExtensionPresent) {
      int length = reader.unsigned("slice_segment_header_extension_length", MAX_EXTENSION_BYTES);
      reader.skip(length * Byte.SIZE);
    }
    reader.align();
    return new SliceSegment(
        pps, first, dependent, address, header, unit.rbsp(), reader.bytePosition());
  }

  private static SliceHeader parseHeader(
      RbspReader reader,
      NalUnit unit,
      PictureParameterSet pps,
      SequenceParameterSet sps,
      int address)
      throws HevcException {
    reader.skip(pps.extraSliceHeaderBits);
    if (reader.unsigned("slice_type", SLICE_TYPE_I) != SLICE_TYPE_I) {
      throw HevcException.unsupported("The picture is predicted from others");
    }
    if (pps.outputFlagPresent) {
      reader.skip(1);
    }
    if (!unit.isIdr()) {
      skipReferencePictures(reader, sps);
    }
    boolean saoLuma = sps.saoEnabled && reader.flag();
    boolean saoChroma = sps.saoEnabled && sps.chroma != ChromaFormat.GRAY && reader.flag();
    int minQp = -6 * (sps.lumaBitDepth - 8);
    int qp = reader.signed("slice_qp_delta", minQp - pps.initQp, 51 - pps.initQp) + pps.initQp;
    boolean offsets = pps.sliceChromaQpOffsetsPresent;
    int cbQpOffset = offsets ? reader.signed("slice_cb_qp_offset", -12, 12) : 0;
    int crQpOffset = offsets ? reader.signed("slice_cr_qp_offset", -12, 12) : 0;
    boolean cuChromaQpOffsets = pps.range.chromaQpOffsetsEnabled() && reader.flag();
    DeblockingParameters deblocking =
        pps.deblockingOverride && reader.flag()
            ? DeblockingParameters.parse(reader)
            : pps.deblocking;
    boolean acrossSlices = pps.loopFilterAcrossSlices;
    if (acrossSlices && (saoLuma || saoChroma || !deblocking.disabled())) {
      acrossSlices = reader.flag();
    }
    return new SliceHeader(
        address,
        saoLuma,
        saoChroma,
        qp,
        cbQpOffset,
        crQpOffset,
        cuChromaQpOffsets,
        deblocking,
        acrossSlices);
  }

  /** Skips the reference picture sets that the header of an intra picture in a video contains. */
  private static void skipReferencePictures(RbspReader reader, SequenceParameterSet sps)
      throws HevcException {
    reader.skip(sps.pocLsbBits);
    if (!reader.flag()) {
      sps.refPicSets.skipSetOfSlice(reader);
    } else {
      reader.skip(ceilLog2(sps.refPicSets.count()));
    }
    if (sps.longTermRefPicsPresent) {
      int fromSps =
          sps.longTermRefPics > 0 ? reader.unsigned("num_long_term_sps", sps.longTermRefPics) : 0;
      int count = fromSps + reader.unsigned("num_long_term_pics", MAX_LONG_TERM_PICTURES);
      for (int i = 0; i < count; i++) {
        reader.skip(i < fromSps ? ceilLog2(sps.longTermRefPics) : sps.pocLsbBits + 1);
        if (reader.flag()) {
          reader.skipUnsigned();
        }
      }
    }
    if (sps.temporalMvpEnabled) {
      reader.skip(1);
    }
  }

  /**
   * Skips the entry points of tiles and wavefronts: the parts of the data follow each other without
   * gaps, so that a decoder that reads them in order needs no offsets.
   */
  private static void skipEntryPoints(RbspReader reader, PictureParameterSet pps)
      throws HevcException {
    if (pps.tiles == null && !pps.entropyCodingSync) {
      return;
    }
    int count = reader.unsigned("num_entry_point_offsets", MAX_ENTRY_POINTS);
    if (count > 0) {
      int bits = 1 + reader.unsigned("offset_len_minus1", 31);
      for (int i = 0; i < count; i++) {
        reader.skip(bits);
      }
    }
  }

  private static int ceilLog2(int value) {
    return value <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(value - 1);
  }
}
