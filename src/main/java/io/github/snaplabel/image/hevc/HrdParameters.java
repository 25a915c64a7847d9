package io.github.snaplabel.image.hevc;

/** Skips {@code hrd_parameters()} (E.2.2), which are about the timing of videos. */
final class HrdParameters {
  private static final int MOST_CPBS = 31;

  private HrdParameters() {}

  /** Skips parameters that include the common ones. */
  static void skip(RbspReader reader, int maxSubLayersMinus1) throws HevcException {
    boolean nal = reader.flag();
    boolean vcl = reader.flag();
    boolean subPicture = false;
    if (nal || vcl) {
      subPicture = reader.flag();
      if (subPicture) {
        reader.skip(8 + 5 + 1 + 5);
      }
      reader.skip(4 + 4);
      if (subPicture) {
        reader.skip(4);
      }
      reader.skip(5 + 5 + 5);
    }
    for (int i = 0; i <= maxSubLayersMinus1; i++) {
      skipSubLayer(reader, (nal ? 1 : 0) + (vcl ? 1 : 0), subPicture);
    }
  }

  private static void skipSubLayer(RbspReader reader, int schedules, boolean subPicture)
      throws HevcException {
    boolean fixedRateGeneral = reader.flag();
    boolean fixedRateWithinCvs = fixedRateGeneral || reader.flag();
    boolean lowDelay = false;
    if (fixedRateWithinCvs) {
      reader.skipUnsigned();
    } else {
      lowDelay = reader.flag();
    }
    int cpbs = lowDelay ? 1 : reader.unsigned("cpb_cnt_minus1", MOST_CPBS) + 1;
    for (int i = 0; i < schedules * cpbs; i++) {
      for (int values = subPicture ? 4 : 2; values > 0; values--) {
        reader.skipUnsigned();
      }
      reader.flag();
    }
  }
}
