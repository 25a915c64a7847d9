package io.github.snaplabel.image;

/** Finds the orientation in an EXIF block, which is a small TIFF file. */
final class ExifOrientation {
  /** The orientation of files that specify none, or an invalid one. */
  static final int UPRIGHT = 1;

  private static final String PREFIX = "Exif\0\0";
  private static final int ORIENTATION_TAG = 0x0112;

  private ExifOrientation() {}

  /**
   * Reads the orientation.
   *
   * @param block a TIFF file; some writers put JPEG's prefix before it even in other formats
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
    long offset = little ? tiff.u32le(4) : tiff.u32be(4);
    return new TiffDirectory(tiff, little, offset).value(ORIENTATION_TAG, UPRIGHT);
  }
}
