package io.github.snaplabel.image;

/**
 * Decodes the run-length encoding of a BMP, BI_RLE8 or BI_RLE4, into palette indices.
 *
 * <p>Not thread-safe.
 */
final class BmpRuns {
  /** The compression methods. */
  static final int RLE8 = 1;

  static final int RLE4 = 2;

  private static final int END_OF_ROW = 0;
  private static final int END_OF_IMAGE = 1;
  private static final int MOVE = 2;

  private final Bytes data;
  private final boolean fourBits;
  private final int width;
  private final int height;
  private final byte[] indices;
  private int at;
  private int x;
  private int y;

  /**
   * @param fourBits whether each byte holds two indices, the left one in its high bits
   */
  BmpRuns(Bytes data, boolean fourBits, int width, int height) {
    this.data = data;
    this.fourBits = fourBits;
    this.width = width;
    this.height = height;
    this.indices = new byte[Math.multiplyExact(width, height)];
  }

  /**
   * Decodes all rows. Pixels that the data skips have index 0.
   *
   * @return the indices, row by row, in the order of the file
   * @throws CorruptImageException if the data ends before the last row
   */
  byte[] decode() throws CorruptImageException {
    // A file without an end code ends after the last pixel of its last row, or its end-of-row code.
    while (y < height && !(y == height - 1 && x >= width && at >= data.length())) {
      int count = data.u8(at);
      int value = data.u8(at + 1);
      at += 2;
      if (count > 0) {
        for (int i = 0; i < count; i++) {
          put(index(value, i));
        }
      } else if (value == END_OF_ROW) {
        x = 0;
        y++;
      } else if (value == END_OF_IMAGE) {
        y = height;
      } else if (value == MOVE) {
        x += data.u8(at);
        y += data.u8(at + 1);
        at += 2;
      } else {
        copy(value);
      }
    }
    return indices;
  }

  /** Copies indices as they are; they are padded to an even number of bytes. */
  private void copy(int count) throws CorruptImageException {
    int bytes = fourBits ? (count + 1) / 2 : count;
    for (int i = 0; i < count; i++) {
      put(index(data.u8(at + (fourBits ? i / 2 : i)), i));
    }
    at += bytes + bytes % 2;
  }

  private byte index(int value, int i) {
    return (byte) (fourBits ? i % 2 == 0 ? value >> 4 : value & 15 : value);
  }

  /** Sets the next pixel of the row, if there is one. */
  private void put(byte index) {
    if (x < width) {
      indices[y * width + x] = index;
    }
    x++;
  }
}
