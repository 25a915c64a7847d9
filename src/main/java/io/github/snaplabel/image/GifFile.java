package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Pix;

/**
 * The first frame of a GIF, on its canvas. It is decoded in Java because Leptonica rejects
 * animations, ignores transparency, and frees the palette twice if a pixel's index is outside it.
 *
 * @param header of the canvas
 * @param frame the part of the canvas that the frame covers
 * @param palette three bytes per color: red, green, blue
 * @param transparent index of the transparent color, or -1
 * @param interlaced whether the rows are stored in four passes
 * @param data the minimum code size and the blocks that follow it
 */
record GifFile(
    ImageHeader header,
    FrameArea frame,
    Bytes palette,
    int transparent,
    boolean interlaced,
    Bytes data)
    implements EncodedImage {
  private static final int SCREEN_BYTES = 13;
  private static final int FRAME_BYTES = 10;
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int FRAME = 0x2c;
  private static final int WHITE = 0xffffffff;
  private static final int COLORS = 256;

  static GifFile parse(Bytes bytes) throws CorruptImageException {
    Bytes global = palette(bytes, SCREEN_BYTES, bytes.u8(10));
    int at = SCREEN_BYTES + global.length();
    int transparent = -1;
    // Some writers put zeros between blocks.
    while (bytes.u8(at) == EXTENSION || bytes.u8(at) == 0) {
      if (bytes.u8(at) == 0) {
        at++;
        continue;
      }
      if (bytes.u8(at + 1) == GRAPHIC_CONTROL) {
        transparent = (bytes.u8(at + 3) & 1) != 0 ? bytes.u8(at + 6) : -1;
      }
      at += 2;
      while (bytes.u8(at) != 0) {
        at += 1 + bytes.u8(at);
      }
      at++;
    }
    if (bytes.u8(at) != FRAME) {
      throw new CorruptImageException("The GIF contains no image");
    }
    FrameArea frame =
        new FrameArea(
            bytes.u16le(at + 1), bytes.u16le(at + 3), bytes.u16le(at + 5), bytes.u16le(at + 7));
    if (frame.width() == 0 || frame.height() == 0) {
      throw new CorruptImageException("The GIF's first frame has no pixels");
    }
    // A canvas that is too small for the frame grows, as in browsers.
    ImageHeader header =
        new ImageHeader(
            ImageFormat.GIF,
            Math.max(bytes.u16le(6), frame.right()),
            Math.max(bytes.u16le(8), frame.bottom()),
            ExifOrientation.UPRIGHT);
    int flags = bytes.u8(at + 9);
    Bytes local = palette(bytes, at + FRAME_BYTES, flags);
    Bytes data = bytes.from((long) at + FRAME_BYTES + local.length(), bytes.length());
    boolean interlaced = (flags & 0x40) != 0;
    return new GifFile(
        header, frame, local.length() > 0 ? local : global, transparent, interlaced, data);
  }

  /** Returns a palette; empty if the flags say that there is none. */
  private static Bytes palette(Bytes bytes, int at, int flags) throws CorruptImageException {
    return bytes.from(at, (flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1));
  }

  @Override
  public Pix decode(Decoders decoders, PixelDemand demand) throws CorruptImageException {
    int[] colors = colors();
    GifCodes codes = new GifCodes(data);
    return decoders
        .leptonica()
        .create(header.width(), header.height())
        .edit(pix -> paint(pix, codes, colors));
  }

  private void paint(Pix pix, GifCodes codes, int[] colors) throws CorruptImageException {
    if (!frame.covers(header)) {
      Transparency.fillWhite(pix);
    }
    byte[] indices = new byte[frame.width()];
    int[] row = new int[frame.width()];
    for (int i = 0; i < frame.height(); i++) {
      codes.read(indices);
      for (int x = 0; x < row.length; x++) {
        row[x] = colors[Byte.toUnsignedInt(indices[x])];
      }
      pix.writeRow(frame.left(), frame.top() + (interlaced ? interlacedRow(i) : i), row);
    }
  }

  /**
   * Returns the pixel of each palette index: black where the palette has none, and a gray level if
   * there is no palette at all.
   */
  private int[] colors() throws CorruptImageException {
    int[] colors = new int[COLORS];
    for (int i = 0; i < COLORS; i++) {
      colors[i] = palette.length() == 0 ? i * 0x01010100 : 0;
    }
    for (int i = 0; i < palette.length() / 3; i++) {
      colors[i] =
          palette.u8(3 * i) << 24 | palette.u8(3 * i + 1) << 16 | palette.u8(3 * i + 2) << 8;
    }
    if (transparent >= 0) {
      colors[transparent] = WHITE;
    }
    return colors;
  }

  /**
   * Returns where the row with this index in the file belongs: first come every 8th row from 0,
   * then every 8th from 4, every 4th from 2, and every 2nd from 1.
   */
  private int interlacedRow(int index) {
    int[] starts = {0, 4, 2, 1};
    int[] steps = {8, 8, 4, 2};
    int left = index;
    for (int pass = 0; pass < 3; pass++) {
      int rows = Math.ceilDiv(Math.max(0, frame.height() - starts[pass]), steps[pass]);
      if (left < rows) {
        return starts[pass] + left * steps[pass];
      }
      left -= rows;
    }
    return starts[3] + left * steps[3];
  }
}
