package io.github.snaplabel.image.heif;

/**
 * How the tiles of a grid are arranged (ISO/IEC 23008-12, 6.6.2.3.2).
 *
 * @param size of the picture, in pixels; tiles may extend beyond its right and bottom edges
 */
record GridDescription(int rows, int columns, Dimensions size) {
  private static final int WIDE = 1;

  static GridDescription parse(HeifReader in) throws HeifException {
    if (in.u8() != 0) {
      throw HeifException.unsupported("A HEIC with a grid of a later version is not supported");
    }
    int bytes = (in.u8() & WIDE) == 0 ? Short.BYTES : Integer.BYTES;
    int rows = in.u8() + 1;
    int columns = in.u8() + 1;
    return new GridDescription(rows, columns, Dimensions.of(in.number(bytes), in.number(bytes)));
  }
}
