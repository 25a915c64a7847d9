package io.github.snaplabel.image;

/** Finds the orientation in an EXIF block, which is a small TIFF file. */
final class ExifOrientation {
  /** The orientation of files that specify none, or an invalid one. */
  static final int UPRIGHT = 1;

  private static final int ORIENTATION_TAG = 0x0112;
  private static final int HEADER_BYTES = 8;
  private static final int COUNT_BYTES = 2;
  private static final int ENTRY_BYTES = 12;

  private ExifOrientation() {}

  /**
   * Reads the orientation.
   *
   * @param tiff starts with the byte order, {@code II} or {@code MM}
   * @return 1 to 8; 1 if the block is damaged, as damaged EXIF is no reason to reject an image
   */
  static int read(Bytes tiff) {
    try {
      int orientation = find(tiff);
      return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT;
    } catch (CorruptImageException truncated) {
      return UPRIGHT;
    }
  }

  private static int find(Bytes tiff) throws CorruptImageException {
    boolean little = tiff.has(0, "II*\0");
    if (!little && !tiff.has(0, "MM\0*")) {
      return UPRIGHT;
    }
    // Checked first: a file may have a damaged block every 18 bytes, too many for exceptions.
    if (tiff.length() < HEADER_BYTES) {
      return UPRIGHT;
    }
    long offset = little ? tiff.u32le(4) : tiff.u32be(4);
    if (offset > tiff.length() - COUNT_BYTES) {
      return UPRIGHT;
    }
    Bytes directory = tiff.from(offset, tiff.length());
    // The count takes two bytes, but the last two bytes of the last entry are not needed.
    int available = directory.length() / ENTRY_BYTES;
    int entries = Math.min(u16(directory, 0, little), available);
    for (int i = 0; i < entries; i++) {
      int entry = COUNT_BYTES + i * ENTRY_BYTES;
      if (u16(directory, entry, little) == ORIENTATION_TAG) {
        // The value is a SHORT, in the first two of the entry's last four bytes.
        return u16(directory, entry + 8, little);
      }
    }
    return UPRIGHT;
  }

  private static int u16(Bytes bytes, int at, boolean little) throws CorruptImageException {
    return little ? bytes.u16le(at) : bytes.u16be(at);
  }
}
