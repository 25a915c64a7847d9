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
 * @param header what it says of itself
 * @param depth bits per sample
 * @param colour type: a sum of {@link #PALETTE}, {@link #COLOUR} and 4 for an alpha channel
 * @param key the tRNS chunk of a picture without palette: one colour that is transparent
 * @param needed the parts of the file that libpng is to see, neighbours in one
 */
record PngFile(ImageHeader header, int depth, int colour, @Nullable Bytes key, List<Bytes> needed)
    implements EncodedImage {
  private static final int SIGNATURE_BYTES = 8;
  private static final int LENGTH_TYPE_AND_CRC_BYTES = 12;
  private static final int PALETTE = 1;
  private static final int COLOUR = 2;
  private static final int NO_KEY = -1;

  /** The chunks of pixels follow each other (PNG specification, 5.6), so that a few suffice. */
  private static final int MAX_PARTS = 16;

  /** A filter's byte and a padded one, in each of up to seven rows that an interlaced one has. */
  private static final int INTERLACED_ROW_BYTES = 14;

  /** Deflate stores what it cannot compress with 5 bytes more for each block. */
  private static final int OVERHEAD_FACTOR = 2;

  private static final int OVERHEAD_BYTES = 1 << 16;

  private static final Set<Integer> DEPTHS = Set.of(1, 2, 4, 8, 16);
  private static final Set<Integer> COLOURS = Set.of(0, 2, 3, 4, 6);

  /**
   * What libpng gets to see. All else it would read as well, inflate and warn of on stderr, and
   * nothing of it changes a pixel.
   */
  private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "IDAT", "IEND");

  static PngFile parse(Bytes bytes) throws CorruptImageException {
    if (!bytes.has(12, "IHDR")) {
      throw new CorruptImageException("The PNG does not begin with its header");
    }
    Bytes start = bytes.from(SIGNATURE_BYTES + 8L, 13);
    int depth = start.u8(8);
    int colour = start.u8(9);
    if (!DEPTHS.contains(depth) || !COLOURS.contains(colour)) {
      throw new CorruptImageException(
          "The PNG claims %d bits per sample and colour type %d".formatted(depth, colour));
    }
    boolean palette = (colour & PALETTE) != 0;
    int orientation = ExifOrientation.UPRIGHT;
    Bytes key = null;
    List<Bytes> needed = new ArrayList<>();
    long part = 0;
    long compressed = 0;
    long at = SIGNATURE_BYTES;
    while (at < bytes.length()) {
      long length = bytes.u32be((int) at);
      Bytes chunk = bytes.from(at, length + LENGTH_TYPE_AND_CRC_BYTES);
      Bytes data = chunk.from(8, length);
      String type = chunk.text(4, 4);
      if (chunk.length() < length + LENGTH_TYPE_AND_CRC_BYTES) {
        throw new CorruptImageException(
            "The PNG of %d bytes is cut off in a chunk of %d bytes (%s)"
                .formatted(bytes.length(), length, type.replaceAll("\\W", "?")));
      }
      boolean transparency = type.equals("tRNS");
      if (transparency && !palette) {
        key = data;
      }
      if (!NEEDED.contains(type) && !(transparency && palette)) {
        add(needed, bytes.from(part, at - part));
        part = at + chunk.length();
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
    add(needed, bytes.from(part, at - part));
    ImageHeader header =
        new ImageHeader(ImageFormat.PNG, side(start.u32be(0)), side(start.u32be(4)), orientation);
    checkCompressed(header, depth * samples(colour), compressed);
    return new PngFile(header, depth, colour, key, needed);
  }

  private static void add(List<Bytes> needed, Bytes part) throws CorruptImageException {
    if (part.length() == 0) {
      return;
    }
    if (needed.size() == MAX_PARTS) {
      throw new CorruptImageException(
          "The PNG is in disorder: its pixels are in more than %d places".formatted(MAX_PARTS));
    }
    needed.add(part);
  }

  /**
   * Refuses what is more than the pixels take even if nothing of them can be compressed: libpng
   * would inflate it all, to a thousand times its size, and throw it away.
   */
  private static void checkCompressed(ImageHeader header, int bitsPerPixel, long compressed)
      throws CorruptImageException {
    double rowBytes = Math.ceil((double) header.width() * bitsPerPixel / 8) + INTERLACED_ROW_BYTES;
    if (compressed > OVERHEAD_BYTES + OVERHEAD_FACTOR * rowBytes * header.height()) {
      throw new CorruptImageException(
          "The PNG of %d x %d pixels has far too much data for them: %d bytes"
              .formatted(header.width(), header.height(), compressed));
    }
  }

  private static int samples(int colour) {
    return switch (colour) {
      case 2 -> 3;
      case 4 -> 2;
      case 6 -> 4;
      default -> 1;
    };
  }

  /** PNG allows for 31 bits. */
  private static int side(long pixels) throws CorruptImageException {
    if (pixels > Integer.MAX_VALUE) {
      throw new CorruptImageException("The PNG claims a side of %d pixels".formatted(pixels));
    }
    return (int) pixels;
  }

  @Override
  public Pix decode(Leptonica leptonica, Arena arena, int shorterSide)
      throws CorruptImageException {
    int keyColour = key == null ? NO_KEY : keyColour(key);
    Pix decoded = leptonica.readPng(copyNeeded(arena));
    if (decoded == null) {
      throw new CorruptImageException(
          "The PNG of %d x %d pixels cannot be decoded: it is damaged"
              .formatted(header.width(), header.height()));
    }
    Pix pix = decoded.to32();
    if (pix.hasAlpha()) {
      return pix.with(Transparency::blendOverWhite);
    }
    return key == null ? pix : pix.with(it -> Transparency.whiten(it, keyColour));
  }

  private MemorySegment copyNeeded(Arena arena) {
    MemorySegment copy = arena.allocate(needed.stream().mapToLong(Bytes::length).sum());
    long at = 0;
    for (Bytes part : needed) {
      part.copyTo(copy, at);
      at += part.length();
    }
    return copy;
  }

  /** The transparent colour, 0xRRGGBB, at the 8 bits per sample that it is decoded to. */
  private int keyColour(Bytes trns) throws CorruptImageException {
    if ((colour & COLOUR) == 0) {
      return sample(trns, 0) * 0x010101;
    }
    return sample(trns, 0) << 16 | sample(trns, 2) << 8 | sample(trns, 4);
  }

  private int sample(Bytes trns, int at) throws CorruptImageException {
    int value = trns.u16be(at);
    return depth == 16 ? value >> 8 : value * 255 / ((1 << depth) - 1) & 0xff;
  }
}
