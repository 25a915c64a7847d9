package io.github.snaplabel.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses the chunks of one PNG, and selects those that libpng decodes. It would also parse, inflate
 * and warn about the others, none of which affects a pixel.
 *
 * <p>Not thread-safe.
 */
final class PngParser {
  private static final int SIGNATURE_BYTES = 8;
  private static final int HEADER_END = SIGNATURE_BYTES + 25;
  private static final int DEPTH_OFFSET = 8;
  private static final int COLOR_TYPE_OFFSET = 9;
  private static final int INTERLACE_OFFSET = 12;
  private static final int GRAY_WITH_ALPHA = 4;
  private static final int BYTES_PER_COLOR = 3;

  /** Chunks of pixels are adjacent (PNG specification, 5.6), so that a few parts suffice. */
  static final int MAX_PARTS = 20;

  private static final int START_AND_END = 2;

  /** A filter byte and a padded byte in each of the up to seven passes of an interlaced row. */
  private static final int INTERLACED_ROW_BYTES = 14;

  /** Generous: deflate adds 5 bytes per block to data that it cannot compress. */
  private static final int OVERHEAD_FACTOR = 2;

  private static final int OVERHEAD_BYTES = 1 << 16;

  private static final Set<Integer> DEPTHS = Set.of(1, 2, 4, 8, 16);
  private static final Set<Integer> COLOR_TYPES = Set.of(0, 2, 3, 4, 6);

  private final Bytes file;
  private final FileParts parts;
  private final int depth;
  private final int colorType;
  private int paletteColors;
  private long compressed;
  private @Nullable Bytes exif;
  private @Nullable Bytes key;
  private final List<PngChunk> chunks = new ArrayList<>();

  private PngParser(Bytes file) throws CorruptImageException {
    if (!file.has(12, "IHDR")) {
      throw new CorruptImageException("The PNG does not start with its header");
    }
    this.file = file;
    this.parts = new FileParts(file);
    Bytes header = file.from(SIGNATURE_BYTES + 8L, 13);
    depth = header.u8(DEPTH_OFFSET);
    colorType = header.u8(COLOR_TYPE_OFFSET);
    if (!DEPTHS.contains(depth) || !COLOR_TYPES.contains(colorType)) {
      throw new CorruptImageException(
          "The PNG claims %d bits per sample and color type %d".formatted(depth, colorType));
    }
  }

  static PngFile parse(Bytes file) throws CorruptImageException {
    return new PngParser(file).parse();
  }

  private PngFile parse() throws CorruptImageException {
    PngChunk header = PngChunk.read(file, SIGNATURE_BYTES);
    if (header.end() != HEADER_END) {
      throw new CorruptImageException("The PNG has a header of an unknown length");
    }
    chunks.add(header);
    int at = HEADER_END;
    // The rest of the file may be too short for a chunk.
    while (at <= file.length() - PngChunk.LENGTH_AND_TYPE_BYTES) {
      PngChunk chunk = PngChunk.read(file, at);
      if (chunk.type().equals("IEND")) {
        break;
      }
      select(chunk);
      at = chunk.end();
    }
    if (compressed == 0) {
      throw new CorruptImageException(
          "The PNG of %d bytes is truncated: it has no pixels".formatted(file.length()));
    }
    // Many files lack their end chunk but have all pixels.
    parts.add(PngChunk.write("IEND", new byte[0]));
    int orientation = exif == null ? ExifOrientation.UPRIGHT : ExifOrientation.read(exif);
    ImageHeader image =
        new ImageHeader(
            ImageFormat.PNG,
            side(header.data().u32be(0)),
            side(header.data().u32be(4)),
            orientation);
    checkCompressed(image);
    return new PngFile(
        image,
        new PngFile.Samples(depth, colorType, header.data().u8(INTERLACE_OFFSET) != 0),
        key,
        file,
        chunks,
        stream(header));
  }

  private List<Bytes> stream(PngChunk header) throws CorruptImageException {
    List<Bytes> stream = new ArrayList<>();
    if (PngFile.isDecodedAsAlpha(depth, colorType, key) && header.isIntact(file)) {
      byte[] data = header.data().toArray();
      data[DEPTH_OFFSET] = 8;
      data[COLOR_TYPE_OFFSET] = GRAY_WITH_ALPHA;
      stream.add(file.from(0, SIGNATURE_BYTES));
      stream.add(new Bytes(PngChunk.write("IHDR", data)));
    } else {
      stream.add(file.from(0, HEADER_END));
    }
    stream.addAll(parts.all());
    return stream;
  }

  private void select(PngChunk chunk) throws CorruptImageException {
    boolean palette = (colorType & PngFile.PALETTE) != 0;
    boolean hasAlpha = (colorType & PngFile.ALPHA) != 0;
    switch (chunk.type()) {
      case PngChunk.PALETTE -> addPalette(chunk);
      case PngChunk.OPACITIES -> {
        if (!palette && !hasAlpha) {
          key = chunk.data();
        } else if (palette && chunk.declaredLength() <= paletteColors) {
          chunks.add(chunk);
          add(chunk);
        }
      }
      case PngChunk.PIXELS -> {
        compressed += chunk.data().length();
        chunks.add(chunk);
        if (chunk.isTruncated()) {
          // All rows may be complete nevertheless: libpng decides that.
          parts.add(PngChunk.write(PngChunk.PIXELS, chunk.data().toArray()));
        } else {
          add(chunk);
        }
      }
      case "eXIf" -> exif = exif == null ? chunk.data() : exif;
      default -> {
        // Not needed.
      }
    }
  }

  /** Adds a palette, extended with black, which browsers show for indices beyond the palette. */
  private void addPalette(PngChunk chunk) throws CorruptImageException {
    chunks.add(chunk);
    byte[] colors = chunk.data().toArray();
    paletteColors = colors.length / BYTES_PER_COLOR;
    int full = BYTES_PER_COLOR << depth;
    boolean padded = (colorType & PngFile.PALETTE) != 0 && colors.length < full;
    if (padded
        && colors.length > 0
        && colors.length % BYTES_PER_COLOR == 0
        && !chunk.isTruncated()
        && chunk.isIntact(file)) {
      parts.add(PngChunk.write(PngChunk.PALETTE, Arrays.copyOf(colors, full)));
    } else {
      add(chunk);
    }
  }

  private void add(PngChunk chunk) throws CorruptImageException {
    parts.add(chunk.at(), chunk.end());
    if (START_AND_END + parts.size() > MAX_PARTS) {
      throw new CorruptImageException(
          "The PNG is damaged: its pixels are in more than %d separate ranges"
              .formatted(MAX_PARTS));
    }
  }

  /**
   * Rejects more data than even incompressible pixels take: libpng would inflate all of it, to a
   * thousand times its size, and discard it.
   */
  private void checkCompressed(ImageHeader header) throws CorruptImageException {
    double bitsPerRow = (double) header.width() * depth * PngFile.samplesPerPixel(colorType);
    double rowBytes = Math.ceil(bitsPerRow / 8) + INTERLACED_ROW_BYTES;
    if (compressed > OVERHEAD_BYTES + OVERHEAD_FACTOR * rowBytes * header.height()) {
      throw new CorruptImageException(
          "The PNG of %d x %d pixels has far too much data for its size: %d bytes"
              .formatted(header.width(), header.height(), compressed));
    }
  }

  /** Checks a side, for which the format allows 31 bits. */
  private static int side(long pixels) throws CorruptImageException {
    if (pixels > Integer.MAX_VALUE) {
      throw new CorruptImageException("The PNG claims a side of %d pixels".formatted(pixels));
    }
    return (int) pixels;
  }
}
