package io.github.snaplabel.image.hevc;

/**
 * Reads the intra prediction modes of a coding unit and derives them from those of its neighbors
 * (7.3.8.5, 8.4.2 and 8.4.3).
 *
 * <p>Not thread-safe.
 */
final class IntraModeReader {
  /** The {@code intra_chroma_pred_mode} that stands for the mode of luma. */
  private static final int DERIVED = 4;

  /**
   * The chroma mode for {@code intra_chroma_pred_mode} 0 to 3; mode 34 replaces one that equals the
   * mode of luma (Table 8-2).
   */
  private static final int[] CHROMA_MODES = {
    IntraMode.PLANAR, IntraMode.VERTICAL, IntraMode.HORIZONTAL, IntraMode.DC
  };

  /** The chroma mode of 4:2:2 for each mode of 4:4:4 (Table 8-3). */
  private static final int[] CHROMA_422_MODES = {
    0, 1, 2, 2, 2, 2, 3, 5, 7, 8, 10, 12, 13, 15, 17, 18, 19, 20, 21, 22, 23, 23, 24, 24, 25, 25,
    26, 27, 27, 28, 28, 29, 29, 30, 31
  };

  private final CodedPicture picture;
  private final CabacDecoder cabac;
  private final CtbNeighbors neighbors;
  private final boolean[] mostProbable = new boolean[4];
  private final int[] candidates = new int[3];

  IntraModeReader(CodedPicture picture, CabacDecoder cabac, CtbNeighbors neighbors) {
    this.picture = picture;
    this.cabac = cabac;
    this.neighbors = neighbors;
  }

  /** Reads the modes of a unit that is not PCM. */
  void read(CodingUnit unit) {
    int parts = unit.split ? 4 : 1;
    int log2Size = unit.split ? unit.log2Size - 1 : unit.log2Size;
    for (int part = 0; part < parts; part++) {
      mostProbable[part] = cabac.flag(ContextVariables.PREV_INTRA_LUMA_PRED_FLAG);
    }
    for (int part = 0; part < parts; part++) {
      int x = unit.x + ((part & 1) << log2Size);
      int y = unit.y + ((part >> 1) << log2Size);
      findCandidates(x, y);
      int mode = mostProbable[part] ? candidates[readIndex()] : remaining(cabac.bypass(5));
      unit.lumaModes[part] = mode;
      picture.fill(picture.lumaModes, x, y, log2Size, mode);
    }
    if (picture.sps.chroma != ChromaFormat.GRAY) {
      int chromaParts = picture.sps.chroma == ChromaFormat.YUV444 ? parts : 1;
      for (int part = 0; part < chromaParts; part++) {
        readChroma(unit, part);
      }
    }
  }

  /** Finds the most probable modes, {@code candModeList}. */
  private void findCandidates(int x, int y) {
    int left = mode(x, y, x - 1, y);
    // The row above the coding tree block counts as DC, so that no line buffer is needed.
    boolean topOfCtb = (y & (1 << picture.sps.ctbLog2Size) - 1) == 0;
    int above = topOfCtb ? IntraMode.DC : mode(x, y, x, y - 1);
    if (left != above) {
      boolean planar = left != IntraMode.PLANAR && above != IntraMode.PLANAR;
      boolean dc = left != IntraMode.DC && above != IntraMode.DC;
      set(left, above, planar ? IntraMode.PLANAR : dc ? IntraMode.DC : IntraMode.VERTICAL);
    } else if (left <= IntraMode.DC) {
      set(IntraMode.PLANAR, IntraMode.DC, IntraMode.VERTICAL);
    } else {
      set(left, 2 + (left + 29) % 32, 2 + (left - 2 + 1) % 32);
    }
  }

  private int mode(int x, int y, int otherX, int otherY) {
    return neighbors.isAvailable(x, y, otherX, otherY)
        ? picture.lumaModes[picture.unit(otherX, otherY)]
        : IntraMode.DC;
  }

  private void set(int first, int second, int third) {
    candidates[0] = first;
    candidates[1] = second;
    candidates[2] = third;
  }

  /** Reads {@code mpm_idx}. */
  private int readIndex() {
    return cabac.bypass() == 0 ? 0 : 1 + cabac.bypass();
  }

  /** Returns the mode with the given number among those that are not candidates. */
  private int remaining(int number) {
    int low = Math.min(candidates[0], candidates[1]);
    int high = Math.max(candidates[0], candidates[1]);
    int middle = Math.max(low, Math.min(high, candidates[2]));
    int mode = number;
    mode += mode >= Math.min(low, candidates[2]) ? 1 : 0;
    mode += mode >= middle ? 1 : 0;
    mode += mode >= Math.max(high, candidates[2]) ? 1 : 0;
    return mode;
  }

  private void readChroma(CodingUnit unit, int part) {
    int code = DERIVED;
    if (cabac.flag(ContextVariables.INTRA_CHROMA_PRED_MODE)) {
      code = cabac.bypass(2);
    }
    int luma = unit.lumaModes[part];
    int mode = luma;
    if (code != DERIVED) {
      mode = CHROMA_MODES[code] == luma ? IntraMode.LAST : CHROMA_MODES[code];
    }
    unit.chromaModeDerived[part] = code == DERIVED;
    unit.chromaModes[part] =
        picture.sps.chroma == ChromaFormat.YUV422 ? CHROMA_422_MODES[mode] : mode;
  }
}
