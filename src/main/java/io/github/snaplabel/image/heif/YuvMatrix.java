package io.github.snaplabel.image.heif;

/** What to add to luma, per unit of the color differences (ITU-T H.273, equations 38 to 40). */
record YuvMatrix(float redPerCr, float greenPerCb, float greenPerCr, float bluePerCb) {
  /** ITU-R BT.601, which is also assumed if a file names no matrix. */
  private static final YuvMatrix BT_601 = new YuvMatrix(1.402f, -0.344136f, -0.714136f, 1.772f);

  /** Returns the matrix with a number of ITU-T H.273, table 4. */
  static YuvMatrix of(int matrixCoefficients) {
    return switch (matrixCoefficients) {
      case 1 -> ofWeights(0.2126f, 0.0722f);
      case 4 -> ofWeights(0.3f, 0.11f);
      case 7 -> ofWeights(0.212f, 0.087f);
      case 9, 10 -> ofWeights(0.2627f, 0.0593f);
      default -> BT_601;
    };
  }

  /** Returns the matrix for luma that contains red and blue with these weights. */
  private static YuvMatrix ofWeights(float red, float blue) {
    float green = 1 - red - blue;
    return new YuvMatrix(
        2 * (1 - red),
        -2 * blue * (1 - blue) / green,
        -2 * red * (1 - red) / green,
        2 * (1 - blue));
  }
}
