package io.github.snaplabel.image.hevc;

/** The resolution of the chroma planes (6.2). */
public enum ChromaFormat {
  /** No chroma planes. */
  GRAY(0, 0),
  /** Half the width and half the height. */
  YUV420(1, 1),
  /** Half the width and the full height. */
  YUV422(1, 0),
  /** The full width and height. */
  YUV444(0, 0);

  private final int shiftX;
  private final int shiftY;

  ChromaFormat(int shiftX, int shiftY) {
    this.shiftX = shiftX;
    this.shiftY = shiftY;
  }

  /**
   * Returns the format for a {@code chroma_format_idc}.
   *
   * @param idc 0 to 3
   */
  static ChromaFormat of(int idc) {
    return switch (idc) {
      case 0 -> GRAY;
      case 1 -> YUV420;
      case 2 -> YUV422;
      case 3 -> YUV444;
      default -> throw new IllegalArgumentException("chroma_format_idc " + idc);
    };
  }

  /** Returns log2 of {@code SubWidthC}. */
  int shiftX() {
    return shiftX;
  }

  /** Returns log2 of {@code SubHeightC}. */
  int shiftY() {
    return shiftY;
  }

  int shiftX(int component) {
    return component == 0 ? 0 : shiftX;
  }

  int shiftY(int component) {
    return component == 0 ? 0 : shiftY;
  }

  /** Returns the number of planes. */
  int components() {
    return this == GRAY ? 1 : 3;
  }
}
