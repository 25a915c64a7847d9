package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Leptonica;
import io.github.snaplabel.image.leptonica.Pix;
import java.lang.foreign.Arena;

/**
 * The first frame of a GIF: its own rectangle, not placed on the screen. It is decoded here,
 * because Leptonica refuses animations, does not know of transparency, and frees its palette twice
 * when a pixel lies outside of it.
 *
 * @param header what the frame says of itself
 * @param palette three bytes for each colour
 * @param transparent colour that is not painted, or -1
 * @param interlaced whether the rows come in four passes
 * @param data the code size and the blocks that follow it
 */
record GifFile(ImageHeader header, Bytes palette, int transparent, boolean interlaced, Bytes data)
    implements EncodedImage {
  private static final int SCREEN_BYTES = 13;
  private static final int FRAME_BYTES = 10;
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int FRAME = 0x2c;
  private static final int WHITE = 0xffffffff;

  static GifFile parse(Bytes bytes) throws CorruptImageException {
    Bytes palette = palette(bytes, SCREEN_BYTES, bytes.u8(10));
    int at = SCREEN_BYTES + palette.length();
    int transparent = -1;
    while (bytes.u8(at) == EXTENSION) {
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
      throw new CorruptImageException("The GIF has no picture in it");
    }
    ImageHeader header =
        new ImageHeader(
            ImageFormat.GIF, bytes.u16le(at + 5), bytes.u16le(at + 7), ExifOrientation.UPRIGHT);
    int flags = bytes.u8(at + 9);
    Bytes own = palette(bytes, at + FRAME_BYTES, flags);
    Bytes data = bytes.from((long) at + FRAME_BYTES + own.length(), bytes.length());
    boolean interlaced = (flags & 0x40) != 0;
    return new GifFile(header, own.length() > 0 ? own : palette, transparent, interlaced, data);
  }

  /** Empty if the flags say that there is none. */
  private static Bytes palette(Bytes bytes, int at, int flags) throws CorruptImageException {
    return bytes.from(at, (flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1));
  }

  @Override
  public Pix decode(Leptonica leptonica, Arena arena, int shorterSide)
      throws CorruptImageException {
    int[] colours = colours();
    GifCodes codes = new GifCodes(data);
    return leptonica
        .create(header.width(), header.height())
        .with(pix -> paint(pix, codes, colours));
  }

  private void paint(Pix pix, GifCodes codes, int[] colours) throws CorruptImageException {
    byte[] indices = new byte[pix.width()];
    int[] row = new int[pix.width()];
    for (int i = 0; i < pix.height(); i++) {
      codes.read(indices);
      for (int x = 0; x < row.length; x++) {
        row[x] = colours[Byte.toUnsignedInt(indices[x])];
      }
      pix.writeRow(interlaced ? interlacedRow(i) : i, row);
    }
  }

  /** All 256 words that a pixel may choose; black where the palette says nothing. */
  private int[] colours() throws CorruptImageException {
    int[] colours = new int[256];
    for (int i = 0; i < palette.length() / 3; i++) {
      colours[i] =
          palette.u8(3 * i) << 24 | palette.u8(3 * i + 1) << 16 | palette.u8(3 * i + 2) << 8;
    }
    if (transparent >= 0) {
      colours[transparent] = WHITE;
    }
    return colours;
  }

  /** Every 8th row from 0, every 8th from 4, every 4th from 2, every 2nd from 1. */
  private int interlacedRow(int index) {
    int[] starts = {0, 4, 2, 1};
    int[] steps = {8, 8, 4, 2};
    int left = index;
    for (int pass = 0; pass < 3; pass++) {
      int rows = Math.ceilDiv(Math.max(0, header.height() - starts[pass]), steps[pass]);
      if (left < rows) {
        return starts[pass] + left * steps[pass];
      }
      left -= rows;
    }
    return starts[3] + left * steps[3];
  }
}
