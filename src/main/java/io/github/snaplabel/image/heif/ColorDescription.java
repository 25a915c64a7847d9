package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.YuvPlanes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How RGB was converted to YCbCr.
 *
 * @param matrixCoefficients as in ITU-T H.273, table 4; 2 if unknown
 * @param fullRange whether black is 0; otherwise it is 16 at 8 bits per sample
 */
record ColorDescription(int matrixCoefficients, boolean fullRange) {
  private static final int FULL_RANGE = 0x80;

  /** Returns the first {@code colr} box of type {@code nclx}; null if there is none. */
  static @Nullable ColorDescription find(List<Box> properties) throws HeifException {
    for (Box box : properties) {
      if (box.type().equals("colr")) {
        HeifReader in = box.content();
        if (in.fourCharacters().equals("nclx")) {
          in.skip(4);
          return new ColorDescription(in.u16(), (in.u8() & FULL_RANGE) != 0);
        }
      }
    }
    return null;
  }

  /** Returns the description in the coded picture itself. */
  static ColorDescription of(YuvPlanes planes) {
    return new ColorDescription(planes.matrixCoefficients(), planes.fullRange());
  }
}
