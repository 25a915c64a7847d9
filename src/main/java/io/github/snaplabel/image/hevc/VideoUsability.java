package io.github.snaplabel.image.hevc;

/**
 * The video usability information (E.2.1), as far as the colors depend on it.
 *
 * @param fullRange {@code video_full_range_flag}
 * @param matrixCoefficients {@code matrix_coeffs}
 */
record VideoUsability(boolean fullRange, int matrixCoefficients) {
  private static final int UNSPECIFIED = 2;

  /** The values that apply to a picture without this information. */
  static final VideoUsability DEFAULT = new VideoUsability(false, UNSPECIFIED);

  private static final int EXTENDED_ASPECT_RATIO = 255;

  /** Reads all of {@code vui_parameters()}, because the extensions of an SPS follow it. */
  static VideoUsability parse(RbspReader reader, int maxSubLayersMinus1) throws HevcException {
    if (reader.flag() && reader.bits(8) == EXTENDED_ASPECT_RATIO) {
      reader.skip(16 + 16);
    }
    if (reader.flag()) {
      reader.flag();
    }
    VideoUsability usability = reader.flag() ? parseSignalType(reader) : DEFAULT;
    if (reader.flag()) {
      reader.skipUnsigned();
      reader.skipUnsigned();
    }
    reader.skip(3);
    if (reader.flag()) {
      for (int offset = 0; offset < 4; offset++) {
        reader.skipUnsigned();
      }
    }
    if (reader.flag()) {
      skipTiming(reader, maxSubLayersMinus1);
    }
    if (reader.flag()) {
      reader.skip(3);
      for (int restriction = 0; restriction < 5; restriction++) {
        reader.skipUnsigned();
      }
    }
    return usability;
  }

  private static VideoUsability parseSignalType(RbspReader reader) throws HevcException {
    reader.skip(3);
    boolean fullRange = reader.flag();
    int matrixCoefficients = UNSPECIFIED;
    if (reader.flag()) {
      reader.skip(8 + 8);
      matrixCoefficients = reader.bits(8);
    }
    return new VideoUsability(fullRange, matrixCoefficients);
  }

  private static void skipTiming(RbspReader reader, int maxSubLayersMinus1) throws HevcException {
    reader.skip(32 + 32);
    if (reader.flag()) {
      reader.skipUnsigned();
    }
    if (reader.flag()) {
      HrdParameters.skip(reader, maxSubLayersMinus1);
    }
  }
}
