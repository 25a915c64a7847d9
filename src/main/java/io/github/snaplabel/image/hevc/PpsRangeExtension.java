package io.github.snaplabel.image.hevc;

import java.util.ArrayList;
import java.util.List;

/**
 * The tools of {@code pps_range_extension()} (7.3.2.3.2).
 *
 * @param cbQpOffsets {@code cb_qp_offset_list}; empty if chroma QP offsets are not enabled
 * @param crQpOffsets {@code cr_qp_offset_list}
 * @param cuChromaQpOffsetDepth {@code diff_cu_chroma_qp_offset_depth}
 */
record PpsRangeExtension(
    int maxTransformSkipLog2Size,
    boolean crossComponentPrediction,
    int cuChromaQpOffsetDepth,
    List<Integer> cbQpOffsets,
    List<Integer> crQpOffsets,
    int saoOffsetShiftLuma,
    int saoOffsetShiftChroma) {
  static final PpsRangeExtension NONE =
      new PpsRangeExtension(2, false, 0, List.of(), List.of(), 0, 0);

  private static final int MAX_LIST_LENGTH = 6;
  private static final int MAX_SAO_SHIFT = 6;

  static PpsRangeExtension parse(RbspReader reader, boolean transformSkip) throws HevcException {
    int maxTransformSkipLog2Size =
        2 + (transformSkip ? reader.unsigned("log2_max_transform_skip_block_size_minus2", 3) : 0);
    boolean crossComponentPrediction = reader.flag();
    int depth = 0;
    List<Integer> cb = new ArrayList<>();
    List<Integer> cr = new ArrayList<>();
    if (reader.flag()) {
      depth = reader.unsigned("diff_cu_chroma_qp_offset_depth", 3);
      int length = 1 + reader.unsigned("chroma_qp_offset_list_len_minus1", MAX_LIST_LENGTH - 1);
      for (int i = 0; i < length; i++) {
        cb.add(reader.signed("cb_qp_offset_list", -12, 12));
        cr.add(reader.signed("cr_qp_offset_list", -12, 12));
      }
    }
    return new PpsRangeExtension(
        maxTransformSkipLog2Size,
        crossComponentPrediction,
        depth,
        List.copyOf(cb),
        List.copyOf(cr),
        reader.unsigned("log2_sao_offset_scale_luma", MAX_SAO_SHIFT),
        reader.unsigned("log2_sao_offset_scale_chroma", MAX_SAO_SHIFT));
  }

  boolean chromaQpOffsetsEnabled() {
    return !cbQpOffsets.isEmpty();
  }
}
