package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Leptonica;
import io.github.snaplabel.image.leptonica.Pix;
import java.lang.foreign.Arena;

/**
 * An uncompressed BMP. It is decoded here, because Leptonica takes 16 bits for gray and an unused
 * byte for transparency, and knows neither bit masks nor trailing bytes.
 *
 * @param header what it says of itself
 * @param topDown whether the upper row comes first
 * @param bitsPerPixel 1, 4, 8, 16, 24 or 32
 * @param palette four bytes (three if {@code paletteStep} is 3) for each colour, blue first
 * @param paletteStep bytes from one colour to the next
 * @param masks of red, green, blue and alpha, above 8 bits per pixel
 * @param pixels from the first row in the file on
 */
record BmpFile(
    ImageHeader header,
    boolean topDown,
    int bitsPerPixel,
    Bytes palette,
    int paletteStep,
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
          "A BMP with a header of %d bytes is not read".formatted(headerBytes));
    }
    int width = old ? info.u16le(4) : info.i32le(4);
    int height = old ? info.u16le(6) : info.i32le(8);
    int bits = info.u16le(old ? 10 : 14);
    int compression = old ? UNCOMPRESSED : info.i32le(16);
    boolean masked = compression == BmpMasks.COMPRESSION && (bits == 16 || bits == 32);
    if (compression != UNCOMPRESSED && !masked) {
      throw new UnsupportedImageException(
          "A compressed BMP (kind %d) is not read".formatted(compression));
    }
    if (bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
      throw new UnsupportedImageException("A BMP of %d bits per pixel is not read".formatted(bits));
    }
    if (width < 0 || height == Integer.MIN_VALUE) {
      throw new CorruptImageException("The BMP claims %d x %d pixels".formatted(width, height));
    }
    int colours = bits > 8 ? 0 : 1 << bits;
    int declared = old ? 0 : info.i32le(32);
    int paletteStep = old ? 3 : 4;
    return new BmpFile(
        new ImageHeader(ImageFormat.BMP, width, Math.abs(height), ExifOrientation.UPRIGHT),
        height < 0,
        bits,
        info.from(
            headerBytes,
            (long) paletteStep * (declared > 0 && declared < colours ? declared : colours)),
        paletteStep,
        BmpMasks.of(info, bits, compression, (int) headerBytes),
        bytes.from(bytes.u32le(10), bytes.length()));
  }

  @Override
  public Pix decode(Leptonica leptonica, Arena arena, int shorterSide)
      throws CorruptImageException {
    long stride = Math.ceilDiv((long) header.width() * bitsPerPixel, 32) * 4;
    if (stride * header.height() > pixels.length()) {
      throw new CorruptImageException(
          "The BMP of %d x %d pixels is cut off: it has %d bytes of pixels and needs %d"
              .formatted(
                  header.width(), header.height(), pixels.length(), stride * header.height()));
    }
    int[] colours = colours();
    return leptonica
        .create(header.width(), header.height())
        .with(pix -> paint(pix, stride, colours));
  }

  private void paint(Pix pix, long stride, int[] colours) throws CorruptImageException {
    int[] row = new int[pix.width()];
    for (int y = 0; y < pix.height(); y++) {
      readRow(pixels.from(y * stride, stride), colours, row);
      pix.writeRow(topDown ? y : pix.height() - 1 - y, row);
    }
  }

  private void readRow(Bytes bytes, int[] colours, int[] row) throws CorruptImageException {
    for (int x = 0; x < row.length; x++) {
      row[x] =
          switch (bitsPerPixel) {
            case 16 -> masks.word(bytes.u16le(x * 2));
            case 24 -> masks.word(bytes.u24le(x * 3));
            case 32 -> masks.word(bytes.i32le(x * 4));
            default -> colours[index(bytes, x)];
          };
    }
  }

  /** Several pixels may share a byte; the leftmost of them has the highest bits. */
  private int index(Bytes bytes, int x) throws CorruptImageException {
    int perByte = 8 / bitsPerPixel;
    int right = perByte - 1 - x % perByte;
    int mask = (1 << bitsPerPixel) - 1;
    return (bytes.u8(x / perByte) >> (right * bitsPerPixel)) & mask;
  }

  /** All words that a pixel may choose; black where the palette says nothing. */
  private int[] colours() throws CorruptImageException {
    int[] colours = new int[256];
    for (int i = 0; i < palette.length() / paletteStep; i++) {
      colours[i] = palette.u24le(i * paletteStep) << 8;
    }
    return colours;
  }
}
