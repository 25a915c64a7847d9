package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Leptonica;
import io.github.snaplabel.image.leptonica.Pix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A PNG.
 *
 * @param depth bits per sample
 * @param colorType a sum of {@link #PALETTE}, {@link #COLOR} and 4 for an alpha channel
 * @param key the tRNS chunk of an image without a palette: one transparent color
 * @param needed the ranges of the file that libpng decodes, merged where adjacent
 */
record PngFile(
    ImageHeader header, int depth, int colorType, @Nullable Bytes key, List<Bytes> needed)
    implements EncodedImage {
  private static final int SIGNATURE_BYTES = 8;
  private static final int LENGTH_TYPE_AND_CRC_BYTES = 12;
  private static final int PALETTE = 1;
  private static final int COLOR = 2;
  private static final int NO_KEY = -1;

  /** Chunks of pixels are adjacent (PNG specification, 5.6), so that a few ranges suffice. */
  private static final int MAX_RANGES = 16;

  /** A filter byte and a padded byte in each of the up to seven passes of an interlaced row. */
  private static final int INTERLACED_ROW_BYTES = 14;

  /** Generous: deflate adds 5 bytes per block to data that it cannot compress. */
  private static final int OVERHEAD_FACTOR = 2;

  private static final int OVERHEAD_BYTES = 1 << 16;

  private static final Set<Integer> DEPTHS = Set.of(1, 2, 4, 8, 16);
  private static final Set<Integer> COLOR_TYPES = Set.of(0, 2, 3, 4, 6);

  /**
   * The chunks that libpng gets. It would also parse, inflate and warn about all others, though
   * none of them affects a pixel.
   */
  private static final Set<String> NEEDED_CHUNKS = Set.of("IHDR", "PLTE", "IDAT", "IEND");

  static PngFile parse(Bytes bytes) throws CorruptImageException {
    if (!bytes.has(12, "IHDR")) {
      throw new CorruptImageException("The PNG does not start with its header");
    }
    Bytes start = bytes.from(SIGNATURE_BYTES + 8L, 13);
    int depth = start.u8(8);
    int colorType = start.u8(9);
    if (!DEPTHS.contains(depth) || !COLOR_TYPES.contains(colorType)) {
      throw new CorruptImageException(
          "The PNG claims %d bits per sample and color type %d".formatted(depth, colorType));
    }
    boolean palette = (colorType & PALETTE) != 0;
    int orientation = ExifOrientation.UPRIGHT;
    Bytes key = null;
    List<Bytes> needed = new ArrayList<>();
    long rangeStart = 0;
    long compressed = 0;
    long at = SIGNATURE_BYTES;
    while (at < bytes.length()) {
      long length = bytes.u32be((int) at);
      Bytes chunk = bytes.from(at, length + LENGTH_TYPE_AND_CRC_BYTES);
      Bytes data = chunk.from(8, length);
      String type = chunk.text(4, 4);
      if (chunk.length() < length + LENGTH_TYPE_AND_CRC_BYTES) {
        throw new CorruptImageException(
            "The PNG of %d bytes is truncated in a chunk of %d bytes (%s)"
                .formatted(bytes.length(), length, type.replaceAll("\\W", "?")));
      }
      boolean transparency = type.equals("tRNS");
      if (transparency && !palette) {
        key = data;
      }
      if (!NEEDED_CHUNKS.contains(type) && !(transparency && palette)) {
        add(needed, bytes.from(rangeStart, at - rangeStart));
        rangeStart = at + chunk.length();
      }
      if (type.equals("IDAT")) {
        compressed += length;
      }
      if (type.equals("eXIf")) {
        orientation = ExifOrientation.read(data);
      }
      at += chunk.length();
      if (type.equals("IEND")) {
        break;
      }
    }
    add(needed, bytes.from(rangeStart, at - rangeStart));
    ImageHeader header =
        new ImageHeader(ImageFormat.PNG, side(start.u32be(0)), side(start.u32be(4)), orientation);
    checkCompressed(header, depth * samplesPerPixel(colorType), compressed);
    return new PngFile(header, depth, colorType, key, needed);
  }

  private static void add(List<Bytes> needed, Bytes range) throws CorruptImageException {
    if (range.length() == 0) {
      return;
    }
    if (needed.size() == MAX_RANGES) {
      throw new CorruptImageException(
          "The PNG is damaged: its pixels are in more than %d separate ranges"
              .formatted(MAX_RANGES));
    }
    needed.add(range);
  }

  /**
   * Rejects more data than even incompressible pixels take: libpng would inflate all of it, to a
   * thousand times its size, and discard it.
   */
  private static void checkCompressed(ImageHeader header, int bitsPerPixel, long compressed)
      throws CorruptImageException {
    double rowBytes = Math.ceil((double) header.width() * bitsPerPixel / 8) + INTERLACED_ROW_BYTES;
    if (compressed > OVERHEAD_BYTES + OVERHEAD_FACTOR * rowBytes * header.height()) {
      throw new CorruptImageException(
          "The PNG of %d x %d pixels has far too much data for its size: %d bytes"
              .formatted(header.width(), header.height(), compressed));
    }
  }

  private static int samplesPerPixel(int colorType) {
    return switch (colorType) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  /** Checks a side, for which the format allows 31 bits. */
  private static int side(long pixels) throws CorruptImageException {
    if (pixels > Integer.MAX_VALUE) {
      throw new CorruptImageException("The PNG claims a side of %d pixels".formatted(pixels));
    }
    return (int) pixels;
  }

  @Override
  public Pix decode(Decoders decoders, int shorterSide) throws CorruptImageException {
    int keyColor = key == null ? NO_KEY : keyColor(key);
    Pix pix = decodeNeeded(decoders.leptonica()).to32();
    if (pix.hasAlpha()) {
      return pix.edit(Transparency::blendOverWhite);
    }
    return key == null ? pix : pix.edit(it -> Transparency.whiten(it, keyColor));
  }

  private Pix decodeNeeded(Leptonica leptonica) throws CorruptImageException {
    try (Arena arena = Arena.ofConfined()) {
      Pix pix = leptonica.readPng(copyNeeded(arena));
      if (pix == null) {
        throw new CorruptImageException(
            "The PNG of %d x %d pixels cannot be decoded: it is damaged"
                .formatted(header.width(), header.height()));
      }
      return pix;
    }
  }

  private MemorySegment copyNeeded(Arena arena) {
    MemorySegment copy = arena.allocate(needed.stream().mapToLong(Bytes::length).sum());
    long at = 0;
    for (Bytes range : needed) {
      range.copyTo(copy, at);
      at += range.length();
    }
    return copy;
  }

  /** Returns the transparent color, {@code 0xRRGGBB}, with the 8 bits per sample of decoding. */
  private int keyColor(Bytes trns) throws CorruptImageException {
    if ((colorType & COLOR) == 0) {
      return sample(trns, 0) * 0x010101;
    }
    return sample(trns, 0) << 16 | sample(trns, 2) << 8 | sample(trns, 4);
  }

  private int sample(Bytes trns, int at) throws CorruptImageException {
    int value = trns.u16be(at);
    return depth == 16 ? value >> 8 : value * 255 / ((1 << depth) - 1) & 0xff;
  }
}
