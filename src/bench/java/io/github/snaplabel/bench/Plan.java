package io.github.snaplabel.bench;

/**
 * The number of measurements.
 *
 * @param warmUpMs minimum warm-up time per peer and image, in ms
 * @param rounds rounds per image, in each of which all peers take turns
 * @param starts new processes per peer that label the 12-megapixel JPEG
 * @param folderRounds rounds in which each peer labels the folder, after a discarded one
 * @param functions processes of the packaged function, for each of on demand and after a restore
 * @param folderImages number of images in the folder
 */
record Plan(
    int warmUpMs, int rounds, int starts, int folderRounds, int functions, int folderImages) {
  static Plan of(boolean quick) {
    return quick ? new Plan(300, 3, 3, 2, 3, 24) : new Plan(3000, 20, 9, 7, 10, 64);
  }

  /**
   * Returns how many new processes per peer label an image: none for most, and fewer for HEIC,
   * which takes seconds until the JVM has compiled its decoder.
   */
  int starts(Case picture) {
    return switch (picture) {
      case TWELVE_MEGAPIXELS -> starts;
      case HEIC, HEIC_THUMBNAIL -> Math.ceilDiv(starts, 3);
      default -> 0;
    };
  }
}
