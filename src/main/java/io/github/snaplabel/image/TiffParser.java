package io.github.snaplabel.image;

import io.github.snaplabel.image.TiffDirectory.Values;

/** Parses the first directory of a TIFF. Its tags are named as in the TIFF specification. */
final class TiffParser {
  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int INDEXED = 3;
  private static final int DIFFERENCES = 2;
  private static final int MAX_SAMPLES = 8;
  private static final int TILE_STEP = 16;
  private static final int MAX_TILE_SIDE = 1 << 16;

  private TiffParser() {}

  static TiffFile parse(Bytes file) throws ImageException {
    boolean little = file.has(0, "II");
    long offset = little ? file.u32le(4) : file.u32be(4);
    TiffDirectory directory = new TiffDirectory(file, little, offset);
    if (!directory.complete) {
      throw new CorruptImageException("The TIFF is truncated: its directory ends early");
    }
    boolean thumbnail = (directory.value(254 /* NewSubfileType */, 0) & 1) != 0;
    if (thumbnail || directory.value(50_706 /* DNGVersion */, 0) != 0) {
      throw new UnsupportedImageException(
          "A TIFF that starts with a thumbnail, as raw camera images do, is not supported");
    }
    int compression = directory.value(259 /* Compression */, TiffCompression.NONE);
    int width = directory.value(256 /* ImageWidth */, 0);
    int height = directory.value(257 /* ImageLength */, 0);
    int stripHeight = Math.min(height, directory.value(278 /* RowsPerStrip */, height));
    Values tiles = directory.values(324 /* TileOffsets */);
    boolean tiled = tiles.count() > 0;
    return new TiffFile(
        new ImageHeader(ImageFormat.TIFF, width, height, ExifOrientation.read(file)),
        samples(directory, little, compression),
        compression,
        tiled ? tileSide(directory.value(322 /* TileWidth */, 0)) : width,
        tiled ? tileSide(directory.value(323 /* TileLength */, 0)) : Math.max(1, stripHeight),
        tiled ? tiles : directory.values(273 /* StripOffsets */),
        directory.values(tiled ? 325 /* TileByteCounts */ : 279 /* StripByteCounts */),
        file);
  }

  private static int tileSide(int pixels) throws CorruptImageException {
    if (pixels == 0 || pixels % TILE_STEP != 0 || pixels > MAX_TILE_SIDE) {
      throw new CorruptImageException("The TIFF has tiles with a side of %d".formatted(pixels));
    }
    return pixels;
  }

  private static TiffSamples samples(TiffDirectory directory, boolean little, int compression)
      throws ImageException {
    int count = directory.value(277 /* SamplesPerPixel */, 1);
    int assumed = count < 3 ? BLACK_IS_ZERO : RGB;
    int kind = directory.value(262 /* PhotometricInterpretation */, assumed);
    int colors = kind == RGB ? 3 : 1;
    Values allBits = directory.values(258 /* BitsPerSample */);
    int bits = allBits.count() == 0 ? 1 : (int) allBits.at(0);
    boolean whole = bits == 8 || (bits == 16 && kind != INDEXED);
    boolean plain = compression == TiffCompression.NONE || compression == TiffCompression.RUNS;
    int predictor = plain ? 1 : directory.value(317 /* Predictor */, 1);
    boolean supported =
        TiffCompression.SUPPORTED.contains(compression)
            && kind <= INDEXED
            && (count >= colors && count <= MAX_SAMPLES)
            && (allBits.count() == 0 || allBits.at(allBits.count() - 1) == bits)
            && (whole || (count == 1 && (bits == 1 || bits == 2 || bits == 4)))
            && (predictor == 1 || (predictor == DIFFERENCES && whole))
            && (count == 1 || directory.value(284 /* PlanarConfiguration */, 1) == 1)
            && directory.value(266 /* FillOrder */, 1) == 1
            && directory.value(339 /* SampleFormat */, 1) == 1;
    if (!supported) {
      throw new UnsupportedImageException(
          "A TIFF of this kind is not supported: compression %d, color type %d, %d samples of %d bits"
              .formatted(compression, kind, count, bits));
    }
    int usual = kind == RGB && count == 4 ? TiffSamples.OPACITY : 0;
    int extra = count == colors ? 0 : directory.value(338 /* ExtraSamples */, usual);
    int[] palette = kind == RGB ? new int[0] : palette(directory, kind, 1 << Math.min(bits, 8));
    return new TiffSamples(count, bits, little, predictor == DIFFERENCES, palette, extra);
  }

  /** Returns the color of each value of a sample. In the file, colors have 16 bits per channel. */
  private static int[] palette(TiffDirectory directory, int kind, int size)
      throws CorruptImageException {
    int[] palette = new int[size];
    Values map = directory.values(320 /* ColorMap */);
    for (int i = 0; i < size; i++) {
      if (kind == INDEXED) {
        long green = map.at(size + i) & 0xff00;
        long blue = map.at(2 * size + i) & 0xff00;
        palette[i] = (int) ((map.at(i) & 0xff00) << 16 | green << 8 | blue);
      } else {
        int level = kind == WHITE_IS_ZERO ? size - 1 - i : i;
        palette[i] = level * 255 / (size - 1) * 0x01010100;
      }
    }
    return palette;
  }
}
