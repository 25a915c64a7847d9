package io.github.snaplabel.image;

/** Finds the orientation in an EXIF block, which is a small TIFF file. */
final class ExifOrientation {
  /** The orientation of files that specify none, or an invalid one. */
  static final int UPRIGHT = 1;

  private static final String PREFIX = "Exif\0\0";
  private static final int BYTE = 1;
  private static final int LONG = 4;
  private static final int ORIENTATION_TAG = 0x0112;
  private static final int HEADER_BYTES = 8;
  private static final int COUNT_BYTES = 2;
  private static final int ENTRY_BYTES = 12;

  private ExifOrientation() {}

  /**
   * Reads the orientation.
   *
   * @param block a TIFF file; some writers put the prefix of JPEG before it, also in other formats
   * @return 1 to 8; 1 if the block is damaged, as damaged EXIF is no reason to reject an image
   */
  static int read(Bytes block) {
    try {
      Bytes tiff = block.has(0, PREFIX) ? block.from(PREFIX.length(), block.length()) : block;
      long orientation = find(tiff);
      return orientation >= 1 && orientation <= 8 ? (int) orientation : UPRIGHT;
    } catch (CorruptImageException truncated) {
      return UPRIGHT;
    }
  }

  private static long find(Bytes tiff) throws CorruptImageException {
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
    // The last two bytes of the last entry are needed only if it is a LONG, and may be missing.
    int available = directory.length() / ENTRY_BYTES;
    int entries = Math.min(u16(directory, 0, little), available);
    for (int i = 0; i < entries; i++) {
      int entry = COUNT_BYTES + i * ENTRY_BYTES;
      if (u16(directory, entry, little) == ORIENTATION_TAG) {
        return value(directory, entry, little);
      }
    }
    return UPRIGHT;
  }

  /** Returns the value of an entry, which is in the first of its last four bytes. */
  private static long value(Bytes directory, int entry, boolean little)
      throws CorruptImageException {
    int at = entry + 8;
    return switch (u16(directory, entry + 2, little)) {
      case BYTE -> directory.u8(at);
      case LONG -> little ? directory.u32le(at) : directory.u32be(at);
      default -> u16(directory, at, little);
    };
  }

  private static int u16(Bytes bytes, int at, boolean little) throws CorruptImageException {
    return little ? bytes.u16le(at) : bytes.u16be(at);
  }
}
