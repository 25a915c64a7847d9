package io.github.snaplabel.image.hevc;

/** The tools of {@code sps_range_extension()} that matter to intra pictures (7.3.2.2.2). */
record SpsRangeExtension(
    boolean transformSkipRotation,
    boolean transformSkipContext,
    boolean implicitRdpcm,
    boolean intraSmoothingDisabled,
    boolean persistentRiceAdaptation) {
  static final SpsRangeExtension NONE = new SpsRangeExtension(false, false, false, false, false);

  static SpsRangeExtension parse(RbspReader reader) throws HevcException {
    boolean transformSkipRotation = reader.flag();
    boolean transformSkipContext = reader.flag();
    boolean implicitRdpcm = reader.flag();
    reader.skip(1); // explicit_rdpcm_enabled_flag, of inter blocks
    if (reader.flag()) {
      throw HevcException.unsupported("extended_precision_processing_flag is set");
    }
    boolean intraSmoothingDisabled = reader.flag();
    reader.skip(1); // high_precision_offsets_enabled_flag, of inter blocks
    boolean persistentRiceAdaptation = reader.flag();
    if (reader.flag()) {
      throw HevcException.unsupported("cabac_bypass_alignment_enabled_flag is set");
    }
    return new SpsRangeExtension(
        transformSkipRotation,
        transformSkipContext,
        implicitRdpcm,
        intraSmoothingDisabled,
        persistentRiceAdaptation);
  }
}
