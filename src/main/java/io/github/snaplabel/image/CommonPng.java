package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Pix;
import io.github.snaplabel.image.png.PngRows;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/**
 * A PNG that Java decodes: with 8 bits per sample, not interlaced, without a transparent color, and
 * intact. It is decoded to the same pixels as by libpng.
 *
 * @param chunks the header, the palette and its opacities if there are any, and the pixels
 * @param file the whole file
 */
record CommonPng(ImageHeader header, PngFile.Samples samples, List<PngChunk> chunks, Bytes file) {
  private static final int HEADER_BYTES = 13;

  /** Offset of the methods of compression, filtering and interlacing, a byte each. */
  private static final int METHODS = 10;

  /** Header and checksum of zlib, and the header of one stored block; libpng accepts even more. */
  private static final int STORED_BLOCK_BYTES = 11;

  private static final int COLORS = 256;
  private static final int BYTES_PER_COLOR = 3;
  private static final int PALETTE_BYTES = COLORS * BYTES_PER_COLOR;
  private static final int OPAQUE = 0xff;

  /**
   * Returns a PNG if it is common.
   *
   * @return empty if it is not, or is damaged: libpng decides whether it can be decoded
   */
  static Optional<CommonPng> of(PngFile png) throws CorruptImageException {
    CommonPng common = new CommonPng(png.header(), png.samples(), png.chunks(), png.file());
    return png.key() == null && common.isCommon() ? Optional.of(common) : Optional.empty();
  }

  private boolean isCommon() throws CorruptImageException {
    return samples.depth() == Byte.SIZE
        && hasUsualHeader(chunks.getFirst().data())
        && hasUsualOrder()
        && areIntact()
        && compressedBytes() <= (1L + rowBytes()) * header.height() + STORED_BLOCK_BYTES;
  }

  /** Returns whether the methods of compression, filtering and interlacing are 0. */
  private static boolean hasUsualHeader(Bytes data) throws CorruptImageException {
    return data.length() == HEADER_BYTES && data.u16be(METHODS) == 0 && data.u8(METHODS + 2) == 0;
  }

  /** Returns whether the palette, if needed, and its opacities, if any, precede all pixels. */
  private boolean hasUsualOrder() {
    List<String> before = chunks.subList(1, firstPixels()).stream().map(PngChunk::type).toList();
    boolean usual =
        hasPalette()
            ? before.equals(List.of(PngChunk.PALETTE))
                || before.equals(List.of(PngChunk.PALETTE, PngChunk.OPACITIES))
            : before.isEmpty();
    return usual && pixels().stream().allMatch(chunk -> chunk.type().equals(PngChunk.PIXELS));
  }

  private boolean areIntact() throws CorruptImageException {
    for (PngChunk chunk : chunks) {
      int length = chunk.data().length();
      boolean valid =
          switch (chunk.type()) {
            case PngChunk.PALETTE ->
                length > 0 && length % BYTES_PER_COLOR == 0 && length <= PALETTE_BYTES;
            case PngChunk.OPACITIES -> length > 0;
            default -> true;
          };
      if (!valid || chunk.isTruncated() || !chunk.isIntact(file)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasPalette() {
    return (samples.colorType() & PngFile.PALETTE) != 0;
  }

  private int firstPixels() {
    int index = 1;
    while (index < chunks.size() && !chunks.get(index).type().equals(PngChunk.PIXELS)) {
      index++;
    }
    return index;
  }

  private List<PngChunk> pixels() {
    return chunks.subList(firstPixels(), chunks.size());
  }

  private long compressedBytes() {
    return pixels().stream().mapToLong(chunk -> chunk.data().length()).sum();
  }

  private int rowBytes() {
    return header.width() * samples.perPixel();
  }

  /**
   * Decodes all rows.
   *
   * @return false if the pixels are damaged or unusual, after any number of rows
   */
  boolean decode(Pix pix) throws CorruptImageException {
    byte[] data = new byte[(int) compressedBytes() + PngRows.PADDING];
    long at = 0;
    for (PngChunk chunk : pixels()) {
      chunk.data().copyTo(MemorySegment.ofArray(data), at);
      at += chunk.data().length();
    }
    int[] palette = palette();
    int[] words = new int[header.width()];
    return new PngRows(data, samples.perPixel(), header.width(), header.height())
        .decode((y, row) -> {
          convert(row, palette, words);
          pix.writeRow(y, words);
        });
  }

  /** Converts a row to words {@code 0xRRGGBBxx}, blended over white. */
  private void convert(byte[] row, int[] palette, int[] words) {
    switch (samples.perPixel()) {
      case 1 -> PngColors.index(row, palette, words);
      case 2 -> PngColors.grayOverWhite(row, words);
      case 3 -> PngColors.color(row, words);
      default -> PngColors.colorOverWhite(row, words);
    }
  }

  /** Returns a word for each value of a sample; for an image without a palette, a gray. */
  private int[] palette() throws CorruptImageException {
    int[] words = new int[COLORS];
    if (!hasPalette()) {
      for (int i = 0; i < COLORS; i++) {
        words[i] = i * 0x01010100;
      }
      return words;
    }
    Bytes colors = chunks.get(1).data();
    for (int i = 0; i < colors.length() / BYTES_PER_COLOR; i++) {
      int at = i * BYTES_PER_COLOR;
      words[i] = colors.u16be(at) << 16 | colors.u8(at + 2) << Byte.SIZE | OPAQUE;
    }
    if (chunks.get(2).type().equals(PngChunk.OPACITIES)) {
      Bytes opacities = chunks.get(2).data();
      for (int i = 0; i < opacities.length(); i++) {
        words[i] = Transparency.overWhite((words[i] & ~OPAQUE) | opacities.u8(i));
      }
    }
    return words;
  }
}
