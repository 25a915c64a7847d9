package io.github.snaplabel.image.hevc;

/**
 * Smooths the samples p3 to p0 and q0 to q3 on both sides of an edge (8.7.2.5.3 to 8.7.2.5.8).
 *
 * <p>Not thread-safe.
 */
final class EdgeFilter {
  private static final int LUMA_LINES = 4;

  private final short[] plane;
  private final int max;

  /** Index of q0 minus that of p0. */
  private int across;

  /** Index of a line's q0 minus that of the line before. */
  private int along;

  private boolean changeP;
  private boolean changeQ;

  EdgeFilter(short[] plane, int bitDepth) {
    this.plane = plane;
    max = (1 << bitDepth) - 1;
  }

  /**
   * Sets the direction of the edges to filter next, and which sides of them may change.
   *
   * @param across index of q1 minus that of q0
   * @param along index of a line's q0 minus that of the line before
   */
  void prepare(int across, int along, boolean changeP, boolean changeQ) {
    this.across = across;
    this.along = along;
    this.changeP = changeP;
    this.changeQ = changeQ;
  }

  /**
   * Filters four lines of luma.
   *
   * @param at index of q0 of the first line
   */
  void luma(int at, int beta, int tc) {
    int last = at + 3 * along;
    int dp0 = curvature(at - across, -across);
    int dp3 = curvature(last - across, -across);
    int dq0 = curvature(at, across);
    int dq3 = curvature(last, across);
    if (dp0 + dq0 + dp3 + dq3 >= beta) {
      return;
    }
    if (isSmooth(at, 2 * (dp0 + dq0), beta, tc) && isSmooth(last, 2 * (dp3 + dq3), beta, tc)) {
      for (int i = 0; i < LUMA_LINES; i++) {
        strong(at + i * along, tc);
      }
      return;
    }
    int threshold = (beta + (beta >> 1)) >> 3;
    boolean changeP1 = changeP && dp0 + dp3 < threshold;
    boolean changeQ1 = changeQ && dq0 + dq3 < threshold;
    for (int i = 0; i < LUMA_LINES; i++) {
      weak(at + i * along, tc, changeP1, changeQ1);
    }
  }

  /** Returns the absolute second difference of three samples: 0 if they are on a straight line. */
  private int curvature(int at, int step) {
    return Math.abs(plane[at + 2 * step] - 2 * plane[at + step] + plane[at]);
  }

  /** Returns whether a line is smooth enough for the strong filter (8.7.2.5.6). */
  private boolean isSmooth(int at, int dpq, int beta, int tc) {
    int p0 = plane[at - across];
    int p3 = plane[at - 4 * across];
    int q0 = plane[at];
    int q3 = plane[at + 3 * across];
    return dpq < beta >> 2
        && Math.abs(p3 - p0) + Math.abs(q0 - q3) < beta >> 3
        && Math.abs(p0 - q0) < (5 * tc + 1) >> 1;
  }

  private void strong(int at, int tc) {
    int p3 = plane[at - 4 * across];
    int p2 = plane[at - 3 * across];
    int p1 = plane[at - 2 * across];
    int p0 = plane[at - across];
    int q0 = plane[at];
    int q1 = plane[at + across];
    int q2 = plane[at + 2 * across];
    int q3 = plane[at + 3 * across];
    int limit = 2 * tc;
    if (changeP) {
      plane[at - across] = near(p0, (p2 + 2 * p1 + 2 * p0 + 2 * q0 + q1 + 4) >> 3, limit);
      plane[at - 2 * across] = near(p1, (p2 + p1 + p0 + q0 + 2) >> 2, limit);
      plane[at - 3 * across] = near(p2, (2 * p3 + 3 * p2 + p1 + p0 + q0 + 4) >> 3, limit);
    }
    if (changeQ) {
      plane[at] = near(q0, (p1 + 2 * p0 + 2 * q0 + 2 * q1 + q2 + 4) >> 3, limit);
      plane[at + across] = near(q1, (p0 + q0 + q1 + q2 + 2) >> 2, limit);
      plane[at + 2 * across] = near(q2, (p0 + q0 + q1 + 3 * q2 + 2 * q3 + 4) >> 3, limit);
    }
  }

  private static short near(int sample, int value, int limit) {
    return (short) Math.max(sample - limit, Math.min(sample + limit, value));
  }

  private void weak(int at, int tc, boolean changeP1, boolean changeQ1) {
    int p2 = plane[at - 3 * across];
    int p1 = plane[at - 2 * across];
    int p0 = plane[at - across];
    int q0 = plane[at];
    int q1 = plane[at + across];
    int q2 = plane[at + 2 * across];
    int delta = (9 * (q0 - p0) - 3 * (q1 - p1) + 8) >> 4;
    if (Math.abs(delta) >= tc * 10) {
      return;
    }
    delta = near(0, delta, tc);
    if (changeP) {
      plane[at - across] = clip(p0 + delta);
    }
    if (changeP1) {
      plane[at - 2 * across] =
          clip(p1 + near(0, (((p2 + p0 + 1) >> 1) - p1 + delta) >> 1, tc >> 1));
    }
    if (changeQ) {
      plane[at] = clip(q0 - delta);
    }
    if (changeQ1) {
      plane[at + across] = clip(q1 + near(0, (((q2 + q0 + 1) >> 1) - q1 - delta) >> 1, tc >> 1));
    }
  }

  /**
   * Filters lines of chroma (8.7.2.5.5).
   *
   * @param at index of q0 of the first line
   */
  void chroma(int at, int lines, int tc) {
    for (int i = 0, q = at; i < lines; i++, q += along) {
      int p0 = plane[q - across];
      int q0 = plane[q];
      int difference = plane[q - 2 * across] - plane[q + across];
      int delta = near(0, (((q0 - p0) << 2) + difference + 4) >> 3, tc);
      if (changeP) {
        plane[q - across] = clip(p0 + delta);
      }
      if (changeQ) {
        plane[q] = clip(q0 - delta);
      }
    }
  }

  private short clip(int value) {
    return (short) Math.max(0, Math.min(max, value));
  }
}
