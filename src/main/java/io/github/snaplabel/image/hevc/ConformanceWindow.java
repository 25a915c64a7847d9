package io.github.snaplabel.image.hevc;

/** What is cropped on each side of a coded picture, in luma samples (7.4.3.2.1). */
record ConformanceWindow(int left, int right, int top, int bottom) {
  static final ConformanceWindow NONE = new ConformanceWindow(0, 0, 0, 0);

  private static final int MAX_OFFSET = 1 << 16;

  static ConformanceWindow parse(RbspReader reader, ChromaFormat chroma) throws HevcException {
    return new ConformanceWindow(
        reader.unsigned("conf_win_left_offset", MAX_OFFSET) << chroma.shiftX(),
        reader.unsigned("conf_win_right_offset", MAX_OFFSET) << chroma.shiftX(),
        reader.unsigned("conf_win_top_offset", MAX_OFFSET) << chroma.shiftY(),
        reader.unsigned("conf_win_bottom_offset", MAX_OFFSET) << chroma.shiftY());
  }
}
