package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Pix;
import java.util.List;

/**
 * A BMP, uncompressed or run-length encoded. It is decoded in Java because Leptonica reads 16-bit
 * pixels as gray and unused bytes as alpha, and supports neither runs, bit masks nor trailing
 * bytes.
 *
 * @param topDown whether the top row comes first in the file
 * @param bitsPerPixel 1, 4, 8, 16, 24 or 32
 * @param palette colors of {@code bytesPerColor} bytes each, blue first
 * @param bytesPerColor 3 or 4
 * @param masks used with more than 8 bits per pixel
 * @param runs whether the pixels are run-length encoded
 * @param pixels starting with the first row in the file
 */
record BmpFile(
    ImageHeader header,
    boolean topDown,
    int bitsPerPixel,
    Bytes palette,
    int bytesPerColor,
    BmpMasks masks,
    boolean runs,
    Bytes pixels)
    implements EncodedImage {
  private static final int FILE_HEADER_BYTES = 14;
  private static final int OLD_HEADER_BYTES = 12;
  private static final int COMPLETE_HEADER_BYTES = 40;
  private static final int OS2_HEADER_BYTES = 64;

  /** In bytes: OS/2 1, OS/2 2 (long and short), Windows 3, with masks, with alpha, Windows 4, 5. */
  private static final List<Integer> HEADER_LENGTHS = List.of(12, 64, 16, 40, 52, 56, 108, 124);

  private static final int UNCOMPRESSED = 0;

  /** Returns whether a file header is followed by an image header of a known length. */
  static boolean isBmp(Bytes bytes) {
    return bytes.has(0, "BM")
        && HEADER_LENGTHS.stream()
            .anyMatch(length -> bytes.has(FILE_HEADER_BYTES, (char) (int) length + "\0\0\0"));
  }

  static BmpFile parse(Bytes bytes) throws ImageException {
    Bytes info = bytes.from(FILE_HEADER_BYTES, bytes.length());
    int headerBytes = info.i32le(0);
    boolean old = headerBytes == OLD_HEADER_BYTES;
    int width = old ? info.u16le(4) : info.i32le(4);
    int height = old ? info.u16le(6) : info.i32le(8);
    int bits = info.u16le(old ? 10 : 14);
    boolean complete = headerBytes >= COMPLETE_HEADER_BYTES;
    int compression = complete ? info.i32le(16) : UNCOMPRESSED;
    boolean hasMasks =
        compression == BmpMasks.COMPRESSION
            && (bits == 16 || bits == 32)
            && headerBytes != OS2_HEADER_BYTES;
    boolean runs =
        (compression == BmpRuns.RLE8 && bits == 8) || (compression == BmpRuns.RLE4 && bits == 4);
    if (compression != UNCOMPRESSED && !hasMasks && !runs) {
      throw new UnsupportedImageException(
          "A BMP of %d bits per pixel with compression %d is not supported"
              .formatted(bits, compression));
    }
    if (bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
      throw new UnsupportedImageException(
          "A BMP of %d bits per pixel is not supported".formatted(bits));
    }
    if (width < 0 || height == Integer.MIN_VALUE) {
      throw new CorruptImageException("The BMP claims %d x %d pixels".formatted(width, height));
    }
    int colors = bits > 8 ? 0 : 1 << bits;
    int declared = complete ? info.i32le(32) : 0;
    int bytesPerColor = old ? 3 : 4;
    Bytes palette =
        info.from(
            headerBytes,
            (long) bytesPerColor * (declared > 0 && declared < colors ? declared : colors));
    return new BmpFile(
        new ImageHeader(ImageFormat.BMP, width, Math.abs(height), ExifOrientation.UPRIGHT),
        height < 0,
        bits,
        palette,
        bytesPerColor,
        BmpMasks.of(info, bits, compression, headerBytes),
        runs,
        bytes.from(pixelOffset(bytes, headerBytes, hasMasks, palette.length()), bytes.length()));
  }

  /**
   * Returns where the pixels begin: where the file says, unless that is within its headers or at
   * the start of its palette, as some programs write.
   */
  private static long pixelOffset(Bytes bytes, int headerBytes, boolean hasMasks, int paletteBytes)
      throws CorruptImageException {
    long offset = bytes.u32le(10);
    int masks = hasMasks && headerBytes == COMPLETE_HEADER_BYTES ? BmpMasks.BYTES : 0;
    int headersEnd = FILE_HEADER_BYTES + headerBytes + masks;
    boolean wrong = offset < headersEnd || (offset == headersEnd && paletteBytes > 0);
    return wrong ? headersEnd + paletteBytes : offset;
  }

  @Override
  public Pix decode(Decoders decoders, PixelDemand demand) throws CorruptImageException {
    int[] colors = colors();
    if (runs) {
      byte[] indices =
          new BmpRuns(pixels, bitsPerPixel == 4, header.width(), header.height()).decode();
      return create(decoders).edit(pix -> paint(pix, indices, colors));
    }
    // The padding of the last row may be missing.
    long needed =
        stride() * (header.height() - 1L) + Math.ceilDiv((long) header.width() * bitsPerPixel, 8);
    if (needed > pixels.length()) {
      throw new CorruptImageException(
          "The BMP of %d x %d pixels is truncated: it has %d bytes of pixels and needs %d"
              .formatted(header.width(), header.height(), pixels.length(), needed));
    }
    BmpMasks visible = isTransparent() ? masks.opaque() : masks;
    return create(decoders).edit(pix -> paint(pix, colors, visible));
  }

  /** Returns the number of bytes of a row, padded to a multiple of four. */
  private long stride() {
    return Math.ceilDiv((long) header.width() * bitsPerPixel, 32) * 4;
  }

  private Pix create(Decoders decoders) {
    return decoders.leptonica().create(header.width(), header.height());
  }

  /** Returns whether no pixel has any opacity: Windows shows such an image as opaque. */
  private boolean isTransparent() throws CorruptImageException {
    if (masks.alpha() == 0) {
      return false;
    }
    int bytesPerPixel = bitsPerPixel / Byte.SIZE;
    long stride = stride();
    for (int y = 0; y < header.height(); y++) {
      for (int x = 0; x < header.width(); x++) {
        int at = (int) (y * stride + (long) x * bytesPerPixel);
        int pixel = bytesPerPixel == 2 ? pixels.u16le(at) : pixels.i32le(at);
        if ((pixel & masks.alpha()) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private void paint(Pix pix, byte[] indices, int[] colors) {
    int[] row = new int[pix.width()];
    for (int y = 0; y < pix.height(); y++) {
      for (int x = 0; x < row.length; x++) {
        row[x] = colors[Byte.toUnsignedInt(indices[y * row.length + x])];
      }
      writeRow(pix, y, row);
    }
  }

  private void paint(Pix pix, int[] colors, BmpMasks visible) throws CorruptImageException {
    long stride = stride();
    int[] row = new int[pix.width()];
    for (int y = 0; y < pix.height(); y++) {
      readRow(pixels.from(y * stride, stride), colors, visible, row);
      writeRow(pix, y, row);
    }
  }

  /**
   * Writes a row of pixels.
   *
   * @param y index of the row in the file
   */
  private void writeRow(Pix pix, int y, int[] row) {
    pix.writeRow(topDown ? y : pix.height() - 1 - y, row);
  }

  private void readRow(Bytes bytes, int[] colors, BmpMasks visible, int[] row)
      throws CorruptImageException {
    for (int x = 0; x < row.length; x++) {
      row[x] =
          switch (bitsPerPixel) {
            case 16 -> visible.word(bytes.u16le(x * 2));
            case 24 -> visible.word(bytes.u24le(x * 3));
            case 32 -> visible.word(bytes.i32le(x * 4));
            default -> colors[paletteIndex(bytes, x)];
          };
    }
  }

  /** Returns a palette index. Pixels may share a byte; the leftmost one has the highest bits. */
  private int paletteIndex(Bytes bytes, int x) throws CorruptImageException {
    int perByte = 8 / bitsPerPixel;
    int right = perByte - 1 - x % perByte;
    int mask = (1 << bitsPerPixel) - 1;
    return (bytes.u8(x / perByte) >> (right * bitsPerPixel)) & mask;
  }

  /** Returns the pixel of each palette index; black where the palette has none. */
  private int[] colors() throws CorruptImageException {
    int[] colors = new int[256];
    for (int i = 0; i < palette.length() / bytesPerColor; i++) {
      colors[i] = palette.u24le(i * bytesPerColor) << 8;
    }
    return colors;
  }
}
