package io.github.snaplabel.image.heif;

/**
 * Coefficients of the conversion from YCbCr to RGB (ITU-T H.273, equations 38 to 40): what each
 * unit of Cb or Cr adds to luma for red, green and blue.
 */
record YuvMatrix(float redPerCr, float greenPerCb, float greenPerCr, float bluePerCb) {
  /** ITU-R BT.601, which is also the default. */
  private static final YuvMatrix BT_601 = new YuvMatrix(1.402f, -0.344136f, -0.714136f, 1.772f);

  /** Returns the matrix for a value of {@code MatrixCoefficients} (ITU-T H.273, table 4). */
  static YuvMatrix of(int matrixCoefficients) {
    return switch (matrixCoefficients) {
      case 1 -> ofWeights(0.2126f, 0.0722f);
      case 4 -> ofWeights(0.3f, 0.11f);
      case 7 -> ofWeights(0.212f, 0.087f);
      case 9, 10 -> ofWeights(0.2627f, 0.0593f);
      default -> BT_601;
    };
  }

  /** Returns the matrix for the weights of red and blue in luma, KR and KB. */
  private static YuvMatrix ofWeights(float red, float blue) {
    float green = 1 - red - blue;
    return new YuvMatrix(
        2 * (1 - red),
        -2 * blue * (1 - blue) / green,
        -2 * red * (1 - red) / green,
        2 * (1 - blue));
  }
}
