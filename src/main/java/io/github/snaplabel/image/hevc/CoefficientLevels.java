package io.github.snaplabel.image.hevc;

/**
 * Reads the levels of the significant coefficients of a sub-block: the second half of {@code
 * residual_coding()} (7.3.8.11).
 *
 * <p>Not thread-safe.
 */
final class CoefficientLevels {
  private static final int MOST_GREATER1_FLAGS = 8;
  private static final int CHROMA_GREATER1 = 16;
  private static final int CHROMA_GREATER2 = 4;
  private static final int MAX_RICE = 4;

  /** More bits than any level of 16 bits has after its prefix. */
  private static final int MOST_SUFFIX_BITS = 20;

  private final CabacDecoder cabac;
  private final boolean persistentRice;

  /** {@code StatCoeff}. */
  final byte[] riceStatistics = new byte[4];

  /** The levels that {@link #read} has read last, with their signs. */
  final int[] levels = new int[16];

  private int component;
  private int statistic;

  /** {@code greater1Ctx} after the last sub-block; 0 if one of its flags was 1. */
  private int greater1Context;

  CoefficientLevels(CabacDecoder cabac, boolean persistentRice) {
    this.cabac = cabac;
    this.persistentRice = persistentRice;
  }

  /**
   * Starts a transform block.
   *
   * @param untransformed whether its coefficients are not transformed
   */
  void start(int component, boolean untransformed) {
    this.component = component;
    statistic = (component == 0 ? 2 : 0) + (untransformed ? 1 : 0);
    greater1Context = 1;
  }

  /**
   * Reads the levels of a sub-block.
   *
   * @param count of significant coefficients, 1 to 16
   * @param first whether the sub-block contains the DC coefficient
   * @param signHidden whether the last coefficient's sign is derived from the sum of all levels
   */
  void read(int count, boolean first, boolean signHidden) throws HevcException {
    int set = first || component > 0 ? 0 : 2;
    if (greater1Context == 0) {
      set++;
    }
    int firstGreater1 = readGreater1(Math.min(count, MOST_GREATER1_FLAGS), set);
    if (firstGreater1 >= 0) {
      int context = ContextVariables.COEFF_ABS_LEVEL_GREATER2_FLAG + set;
      levels[firstGreater1] += cabac.bin(context + (component == 0 ? 0 : CHROMA_GREATER2));
    }
    int signs = signHidden ? count - 1 : count;
    int negative = cabac.bypass(signs) << (Integer.SIZE - 1 - signs) << 1;
    int sum = readRemaining(count, firstGreater1);
    for (int i = 0; i < count; i++) {
      if (negative < 0) {
        levels[i] = -levels[i];
      }
      negative <<= 1;
    }
    if (signHidden && (sum & 1) != 0) {
      levels[count - 1] = -levels[count - 1];
    }
  }

  /** Reads the {@code coeff_abs_level_greater1_flag}s; returns the index of the first 1, or -1. */
  private int readGreater1(int count, int set) {
    int offset =
        ContextVariables.COEFF_ABS_LEVEL_GREATER1_FLAG
            + (component == 0 ? 0 : CHROMA_GREATER1)
            + set * 4;
    int context = 1;
    int first = -1;
    for (int i = 0; i < count; i++) {
      if (cabac.bin(offset + context) != 0) {
        levels[i] = 2;
        context = 0;
        if (first < 0) {
          first = i;
        }
      } else {
        levels[i] = 1;
        if (context > 0 && context < 3) {
          context++;
        }
      }
    }
    greater1Context = context;
    return first;
  }

  /** Adds {@code coeff_abs_level_remaining} to the levels that have it; returns the sum of all. */
  private int readRemaining(int count, int firstGreater1) throws HevcException {
    int rice = persistentRice ? riceStatistics[statistic] / 4 : 0;
    boolean firstRemaining = true;
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int level = i < MOST_GREATER1_FLAGS ? levels[i] : 1;
      int threshold = i >= MOST_GREATER1_FLAGS ? 1 : i == firstGreater1 ? 3 : 2;
      if (level == threshold) {
        int remaining = readRemaining(rice);
        level += remaining;
        if (level > 3 << rice) {
          rice = persistentRice ? rice + 1 : Math.min(rice + 1, MAX_RICE);
        }
        if (persistentRice && firstRemaining) {
          updateStatistics(remaining);
        }
        firstRemaining = false;
      }
      levels[i] = level;
      sum += level;
    }
    return sum;
  }

  /** Reads {@code coeff_abs_level_remaining} (9.3.3.11). */
  private int readRemaining(int rice) throws HevcException {
    int prefix = 0;
    while (cabac.bypass() != 0) {
      prefix++;
      if (prefix > 3 + MOST_SUFFIX_BITS) {
        throw HevcException.corrupt("A coefficient has more than 16 bits");
      }
    }
    int bits = rice + Math.max(0, prefix - 3);
    if (bits > MOST_SUFFIX_BITS) {
      throw HevcException.corrupt("A coefficient has more than 16 bits");
    }
    int high = Math.max(0, bits - CabacDecoder.MAX_BITS);
    int suffix = cabac.bypass(high) << (bits - high) | cabac.bypass(bits - high);
    int base = prefix <= 3 ? prefix : (1 << (prefix - 3)) + 3 - 1;
    return (base << rice) + suffix;
  }

  private void updateStatistics(int remaining) {
    int shift = riceStatistics[statistic] / 4;
    if (remaining >= 3 << shift) {
      riceStatistics[statistic]++;
    } else if (2 * remaining < 1 << shift && riceStatistics[statistic] > 0) {
      riceStatistics[statistic]--;
    }
  }
}
