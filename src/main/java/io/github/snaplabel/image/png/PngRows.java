package io.github.snaplabel.image.png;

import java.util.zip.Adler32;

/**
 * Inflates and unfilters the rows of a PNG that is not interlaced.
 *
 * <p>Not thread-safe.
 */
public final class PngRows {
  /** Unused bytes that must follow the compressed data in its array. */
  public static final int PADDING = DeflateInput.PADDING;

  private static final int HEADER_BYTES = 2;
  private static final int CHECKSUM_BYTES = 4;

  /** Header byte of deflate with a window of 32 KB, which encoders use unless images are tiny. */
  private static final int METHOD_AND_WINDOW = 0x78;

  private static final int HEADER_DIVISOR = 31;
  private static final int DICTIONARY = 0x20;

  private final byte[] data;
  private final int length;
  private final int pixelBytes;
  private final int rowBytes;
  private final int height;

  /**
   * @param data a zlib stream (RFC 1950), followed by {@link #PADDING} unused bytes
   * @param pixelBytes bytes per pixel, at least 1
   * @param width in pixels
   * @param height in pixels
   */
  public PngRows(byte[] data, int pixelBytes, int width, int height) {
    this.data = data;
    this.length = data.length - PADDING;
    this.pixelBytes = pixelBytes;
    this.rowBytes = width * pixelBytes;
    this.height = height;
  }

  /**
   * Decodes all rows.
   *
   * @return false if the data is damaged or unusual; the sink may have received some rows by then
   */
  public boolean decode(ScanlineSink sink) {
    if (!hasUsualHeader()) {
      return false;
    }
    int end = length - CHECKSUM_BYTES;
    DeflateDecoder decoder = new DeflateDecoder(data, HEADER_BYTES, end, 1 + rowBytes);
    Adler32 checksum = new Adler32();
    byte[] row = new byte[rowBytes];
    byte[] above = new byte[rowBytes];
    for (int y = 0; y < height; y++) {
      int at = decoder.read(1 + rowBytes);
      if (at < 0) {
        return false;
      }
      byte[] filtered = decoder.output();
      checksum.update(filtered, at, 1 + rowBytes);
      if (!ScanlineFilters.undo(filtered[at], filtered, at + 1, row, above, pixelBytes)) {
        return false;
      }
      sink.accept(y, row);
      byte[] swapped = above;
      above = row;
      row = swapped;
    }
    return decoder.end() == end && checksum.getValue() == storedChecksum(end);
  }

  private boolean hasUsualHeader() {
    if (length < HEADER_BYTES + CHECKSUM_BYTES) {
      return false;
    }
    int flags = data[1] & 0xff;
    return data[0] == METHOD_AND_WINDOW
        && (METHOD_AND_WINDOW << Byte.SIZE | flags) % HEADER_DIVISOR == 0
        && (flags & DICTIONARY) == 0;
  }

  private long storedChecksum(int at) {
    long checksum = 0;
    for (int i = 0; i < CHECKSUM_BYTES; i++) {
      checksum = checksum << Byte.SIZE | (data[at + i] & 0xff);
    }
    return checksum;
  }

  /** Receives the decoded rows. */
  @FunctionalInterface
  public interface ScanlineSink {
    /**
     * Receives one row, from top to bottom.
     *
     * @param y index of the row, 0 at the top
     * @param row the bytes of its pixels; valid only during the call
     */
    void accept(int y, byte[] row);
  }
}
