package io.github.snaplabel.image.hevc;

/** The context variables of the syntax elements of intra slices (9.3.2.2, Tables 9-5 to 9-37). */
final class ContextVariables {
  static final int SAO_MERGE_FLAG = 0;
  static final int SAO_TYPE_IDX = 1;
  static final int SPLIT_CU_FLAG = 2;
  static final int CU_TRANSQUANT_BYPASS_FLAG = 5;
  static final int PART_MODE = 6;
  static final int PREV_INTRA_LUMA_PRED_FLAG = 7;
  static final int INTRA_CHROMA_PRED_MODE = 8;
  static final int SPLIT_TRANSFORM_FLAG = 9;
  static final int CBF_LUMA = 12;
  static final int CBF_CHROMA = 14;
  static final int CU_QP_DELTA_ABS = 19;
  static final int CU_CHROMA_QP_OFFSET_FLAG = 21;
  static final int CU_CHROMA_QP_OFFSET_IDX = 22;
  static final int LOG2_RES_SCALE_ABS = 23;
  static final int RES_SCALE_SIGN_FLAG = 31;
  static final int TRANSFORM_SKIP_FLAG = 33;
  static final int LAST_SIG_COEFF_X_PREFIX = 35;
  static final int LAST_SIG_COEFF_Y_PREFIX = 53;
  static final int CODED_SUB_BLOCK_FLAG = 71;
  static final int SIG_COEFF_FLAG = 75;
  static final int COEFF_ABS_LEVEL_GREATER1_FLAG = 119;
  static final int COEFF_ABS_LEVEL_GREATER2_FLAG = 143;
  static final int COUNT = 149;

  /** {@code initValue} of each variable for {@code initType} 0, in the order of the constants. */
  private static final int[] INIT_VALUES = {
    // sao_merge_left_flag, sao_type_idx, split_cu_flag, cu_transquant_bypass_flag
    153,
    200,
    139,
    141,
    157,
    154,
    // part_mode, prev_intra_luma_pred_flag, intra_chroma_pred_mode
    184,
    184,
    63,
    // split_transform_flag, cbf_luma, cbf_cb and cbf_cr
    153,
    138,
    138,
    111,
    141,
    94,
    138,
    182,
    154,
    154,
    // cu_qp_delta_abs, cu_chroma_qp_offset_flag, cu_chroma_qp_offset_idx
    154,
    154,
    154,
    154,
    // log2_res_scale_abs_plus1, res_scale_sign_flag
    154,
    154,
    154,
    154,
    154,
    154,
    154,
    154,
    154,
    154,
    // transform_skip_flag
    139,
    139,
    // last_sig_coeff_x_prefix, last_sig_coeff_y_prefix
    110,
    110,
    124,
    125,
    140,
    153,
    125,
    127,
    140,
    109,
    111,
    143,
    127,
    111,
    79,
    108,
    123,
    63,
    110,
    110,
    124,
    125,
    140,
    153,
    125,
    127,
    140,
    109,
    111,
    143,
    127,
    111,
    79,
    108,
    123,
    63,
    // coded_sub_block_flag
    91,
    171,
    134,
    141,
    // sig_coeff_flag; the last two with transform_skip_context_enabled_flag
    111,
    111,
    125,
    110,
    110,
    94,
    124,
    108,
    124,
    107,
    125,
    141,
    179,
    153,
    125,
    107,
    125,
    141,
    179,
    153,
    125,
    107,
    125,
    141,
    179,
    153,
    125,
    140,
    139,
    182,
    182,
    152,
    136,
    152,
    136,
    153,
    136,
    139,
    111,
    136,
    139,
    111,
    141,
    111,
    // coeff_abs_level_greater1_flag
    140,
    92,
    137,
    138,
    140,
    152,
    138,
    139,
    153,
    74,
    149,
    92,
    139,
    107,
    122,
    152,
    140,
    179,
    166,
    182,
    140,
    227,
    122,
    197,
    // coeff_abs_level_greater2_flag
    138,
    153,
    136,
    167,
    152,
    152
  };

  private ContextVariables() {}

  /**
   * Initializes the variables (9.3.2.2).
   *
   * @param sliceQp {@code SliceQpY}
   * @param states receives {@code pStateIdx << 1 | valMps} of each variable
   */
  static void initialize(int sliceQp, byte[] states) {
    int qp = Math.clamp(sliceQp, 0, 51);
    for (int i = 0; i < COUNT; i++) {
      int slope = (INIT_VALUES[i] >> 4) * 5 - 45;
      int offset = ((INIT_VALUES[i] & 15) << 3) - 16;
      int state = Math.clamp(((slope * qp) >> 4) + offset, 1, 126);
      states[i] = (byte) (state <= 63 ? (63 - state) << 1 : (state - 64) << 1 | 1);
    }
  }
}
