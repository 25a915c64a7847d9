package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Pix;

/**
 * An uncompressed BMP. It is decoded in Java because Leptonica reads 16-bit pixels as gray and
 * unused bytes as alpha, and supports neither bit masks nor trailing bytes.
 *
 * @param topDown whether the top row comes first in the file
 * @param bitsPerPixel 1, 4, 8, 16, 24 or 32
 * @param palette colors of {@code bytesPerColor} each, blue first
 * @param bytesPerColor 3 or 4
 * @param masks used with more than 8 bits per pixel
 * @param pixels starting with the first row in the file
 */
record BmpFile(
    ImageHeader header,
    boolean topDown,
    int bitsPerPixel,
    Bytes palette,
    int bytesPerColor,
    BmpMasks masks,
    Bytes pixels)
    implements EncodedImage {
  private static final int FILE_HEADER_BYTES = 14;
  private static final int OLD_HEADER_BYTES = 12;
  private static final int UNCOMPRESSED = 0;

  static BmpFile parse(Bytes bytes) throws ImageException {
    Bytes info = bytes.from(FILE_HEADER_BYTES, bytes.length());
    long headerBytes = info.u32le(0);
    boolean old = headerBytes == OLD_HEADER_BYTES;
    if (!old && (headerBytes < 40 || headerBytes > 124)) {
      throw new UnsupportedImageException(
          "A BMP with a header of %d bytes is not supported".formatted(headerBytes));
    }
    int width = old ? info.u16le(4) : info.i32le(4);
    int height = old ? info.u16le(6) : info.i32le(8);
    int bits = info.u16le(old ? 10 : 14);
    int compression = old ? UNCOMPRESSED : info.i32le(16);
    boolean hasMasks = compression == BmpMasks.COMPRESSION && (bits == 16 || bits == 32);
    if (compression != UNCOMPRESSED && !hasMasks) {
      throw new UnsupportedImageException(
          "A compressed BMP (kind %d) is not supported".formatted(compression));
    }
    if (bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
      throw new UnsupportedImageException(
          "A BMP of %d bits per pixel is not supported".formatted(bits));
    }
    if (width < 0 || height == Integer.MIN_VALUE) {
      throw new CorruptImageException("The BMP claims %d x %d pixels".formatted(width, height));
    }
    int colors = bits > 8 ? 0 : 1 << bits;
    int declared = old ? 0 : info.i32le(32);
    int bytesPerColor = old ? 3 : 4;
    return new BmpFile(
        new ImageHeader(ImageFormat.BMP, width, Math.abs(height), ExifOrientation.UPRIGHT),
        height < 0,
        bits,
        info.from(
            headerBytes,
            (long) bytesPerColor * (declared > 0 && declared < colors ? declared : colors)),
        bytesPerColor,
        BmpMasks.of(info, bits, compression, (int) headerBytes),
        bytes.from(bytes.u32le(10), bytes.length()));
  }

  @Override
  public Pix decode(Decoders decoders, int shorterSide) throws CorruptImageException {
    long stride = Math.ceilDiv((long) header.width() * bitsPerPixel, 32) * 4;
    if (stride * header.height() > pixels.length()) {
      throw new CorruptImageException(
          "The BMP of %d x %d pixels is truncated: it has %d bytes of pixels and needs %d"
              .formatted(
                  header.width(), header.height(), pixels.length(), stride * header.height()));
    }
    int[] colors = colors();
    return decoders
        .leptonica()
        .create(header.width(), header.height())
        .edit(pix -> paint(pix, stride, colors));
  }

  private void paint(Pix pix, long stride, int[] colors) throws CorruptImageException {
    int[] row = new int[pix.width()];
    for (int y = 0; y < pix.height(); y++) {
      readRow(pixels.from(y * stride, stride), colors, row);
      pix.writeRow(topDown ? y : pix.height() - 1 - y, row);
    }
  }

  private void readRow(Bytes bytes, int[] colors, int[] row) throws CorruptImageException {
    for (int x = 0; x < row.length; x++) {
      row[x] =
          switch (bitsPerPixel) {
            case 16 -> masks.word(bytes.u16le(x * 2));
            case 24 -> masks.word(bytes.u24le(x * 3));
            case 32 -> masks.word(bytes.i32le(x * 4));
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
