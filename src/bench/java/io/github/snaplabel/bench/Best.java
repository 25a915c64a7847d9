package io.github.snaplabel.bench;

/** The best of scores. */
final class Best {
  private Best() {}

  /** The index of the highest score; of equal ones the first. */
  static int of(float[] scores) {
    int best = 0;
    for (int index = 1; index < scores.length; index++) {
      if (scores[index] > scores[best]) {
        best = index;
      }
    }
    return best;
  }
}
