package io.github.snaplabel.bench;

/** Finds the best of several scores. */
final class Best {
  private Best() {}

  /** Returns the index of the highest score; the first one of equal scores. */
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
