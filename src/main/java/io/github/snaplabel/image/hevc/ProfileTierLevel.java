package io.github.snaplabel.image.hevc;

/**
 * Skips {@code profile_tier_level()} (7.3.3). What a picture uses is known from its parameter sets;
 * its profile says nothing more.
 */
final class ProfileTierLevel {
  private static final int PROFILE_BITS = 88;
  private static final int LEVEL_BITS = 8;
  private static final int MOST_SUB_LAYERS = 8;

  private ProfileTierLevel() {}

  /**
   * @param maxSubLayersMinus1 0 to 7
   */
  static void skip(RbspReader reader, int maxSubLayersMinus1) throws HevcException {
    reader.skip(PROFILE_BITS + LEVEL_BITS);
    if (maxSubLayersMinus1 == 0) {
      return;
    }
    int bits = 0;
    for (int i = 0; i < MOST_SUB_LAYERS; i++) {
      boolean profilePresent = reader.flag();
      boolean levelPresent = reader.flag();
      if (i < maxSubLayersMinus1) {
        bits += (profilePresent ? PROFILE_BITS : 0) + (levelPresent ? LEVEL_BITS : 0);
      }
    }
    reader.skip(bits);
  }
}
