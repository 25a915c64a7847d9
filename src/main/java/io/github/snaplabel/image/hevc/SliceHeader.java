package io.github.snaplabel.image.hevc;

/**
 * What an independent slice segment header (7.3.6.1) says about the slice, which its dependent
 * segments share.
 *
 * @param address of the first coding tree block in raster scan, {@code SliceAddrRs}
 * @param qp {@code SliceQpY}
 * @param cuChromaQpOffsets {@code cu_chroma_qp_offset_enabled_flag}
 */
record SliceHeader(
    int address,
    boolean saoLuma,
    boolean saoChroma,
    int qp,
    int cbQpOffset,
    int crQpOffset,
    boolean cuChromaQpOffsets,
    DeblockingParameters deblocking,
    boolean loopFilterAcrossSlices) {
  boolean sao(int component) {
    return component == 0 ? saoLuma : saoChroma;
  }

  int qpOffset(int component) {
    return component == 1 ? cbQpOffset : crQpOffset;
  }
}
