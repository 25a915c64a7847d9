package io.github.snaplabel.image.hevc;

/**
 * How strongly the edges of blocks are smoothed.
 *
 * @param betaOffset added to the QP that chooses β; {@code slice_beta_offset_div2} times 2
 * @param tcOffset added to the QP that chooses tC; {@code slice_tc_offset_div2} times 2
 */
record DeblockingParameters(boolean disabled, int betaOffset, int tcOffset) {
  static final DeblockingParameters DEFAULT = new DeblockingParameters(false, 0, 0);

  /** Reads what PPS and slice header have in common. */
  static DeblockingParameters parse(RbspReader reader) throws HevcException {
    if (reader.flag()) {
      return new DeblockingParameters(true, 0, 0);
    }
    return new DeblockingParameters(
        false,
        2 * reader.signed("beta_offset_div2", -6, 6),
        2 * reader.signed("tc_offset_div2", -6, 6));
  }
}
