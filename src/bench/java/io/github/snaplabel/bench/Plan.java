package io.github.snaplabel.bench;

/**
 * How much is measured.
 *
 * @param warmUpMs each peer labels each picture for at least this long before anything counts
 * @param rounds in which every peer has its turn with a picture
 * @param starts fresh processes a peer
 * @param folderRounds in which every peer labels the folder, after one that does not count
 * @param functions processes of the packaged function, each on demand and after a restore
 * @param folderPictures how many there are in it
 */
record Plan(
    int warmUpMs, int rounds, int starts, int folderRounds, int functions, int folderPictures) {
  static Plan of(boolean quick) {
    return quick ? new Plan(300, 3, 3, 2, 3, 24) : new Plan(3000, 20, 9, 7, 10, 64);
  }
}
