package io.github.snaplabel.image.hevc;

/** The intra prediction modes that have names (Table 8-1); the others are angles. */
final class IntraMode {
  static final int PLANAR = 0;
  static final int DC = 1;
  static final int HORIZONTAL = 10;

  /** The first mode that predicts from the row above; those before use the column to the left. */
  static final int FIRST_VERTICAL = 18;

  static final int VERTICAL = 26;
  static final int LAST = 34;

  private IntraMode() {}
}
