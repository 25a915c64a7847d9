package io.github.snaplabel.image.hevc;

/**
 * Skips short-term reference picture sets (7.3.7). Intra pictures have no references, but headers
 * may contain such sets.
 *
 * <p>Not thread-safe.
 */
final class ShortTermRefPicSets {
  private static final int MOST_SETS = 64;
  private static final int MOST_PICTURES = 16;
  private static final int MAX_DELTA = (1 << 15) - 1;

  /** {@code NumDeltaPocs} of each set. */
  private final int[] pictures;

  private ShortTermRefPicSets(int count) {
    pictures = new int[count];
  }

  /** Reads the sets of an SPS. */
  static ShortTermRefPicSets parse(RbspReader reader) throws HevcException {
    int count = reader.unsigned("num_short_term_ref_pic_sets", MOST_SETS);
    ShortTermRefPicSets sets = new ShortTermRefPicSets(count);
    for (int i = 0; i < count; i++) {
      sets.pictures[i] = sets.parseSet(reader, i);
    }
    return sets;
  }

  int count() {
    return pictures.length;
  }

  /** Skips the set of a slice header. */
  void skipSetOfSlice(RbspReader reader) throws HevcException {
    parseSet(reader, count());
  }

  private int parseSet(RbspReader reader, int index) throws HevcException {
    if (index > 0 && reader.flag()) {
      return parsePredictedSet(reader, index);
    }
    int negative = reader.unsigned("num_negative_pics", MOST_PICTURES);
    int positive = reader.unsigned("num_positive_pics", MOST_PICTURES - negative);
    for (int i = 0; i < negative + positive; i++) {
      reader.unsigned("delta_poc_minus1", MAX_DELTA);
      reader.flag();
    }
    return negative + positive;
  }

  private int parsePredictedSet(RbspReader reader, int index) throws HevcException {
    int delta = index == count() ? reader.unsigned("delta_idx_minus1", index - 1) + 1 : 1;
    reader.flag();
    reader.unsigned("abs_delta_rps_minus1", MAX_DELTA);
    int used = 0;
    for (int i = 0; i <= pictures[index - delta]; i++) {
      boolean usedByCurrent = reader.flag();
      used += usedByCurrent || reader.flag() ? 1 : 0;
    }
    if (used > MOST_PICTURES) {
      throw HevcException.corrupt("A reference picture set has %d pictures".formatted(used));
    }
    return used;
  }
}
