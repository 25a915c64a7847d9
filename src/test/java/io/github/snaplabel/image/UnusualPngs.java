package io.github.snaplabel.image;

import static io.github.snaplabel.image.ByteEdits.bytes;
import static io.github.snaplabel.image.ByteEdits.cut;
import static io.github.snaplabel.image.ByteEdits.insert;
import static io.github.snaplabel.image.ByteEdits.join;
import static io.github.snaplabel.image.ByteEdits.set;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** Makes PNGs that deviate from the standard, or use a corner of it. */
final class UnusualPngs extends UnusualImageList {
  private static final int WIDTH = 32;
  private static final int HEIGHT = 24;

  private final byte[] plain = TestImages.read("rgb.png");

  private UnusualPngs() {}

  static List<UnusualImage> all() {
    UnusualPngs pngs = new UnusualPngs();
    pngs.addEnds();
    pngs.addPalettes();
    pngs.addKeys();
    pngs.addDeepKeys();
    pngs.addOrientations();
    return pngs.images;
  }

  private void addEnds() {
    for (int count = 1; count <= 16; count++) {
      like("PNG without its last bytes, " + count, cut(plain, count), plain);
    }
    like("PNG with a damaged end", set(plain, plain.length - 7, 'X'), plain);
    like("PNG with a truncated text at its end", join(cut(plain, 12), bytes(0, 0, 1, 0)), plain);
    like(
        "PNG with a truncated chunk at its end",
        join(cut(plain, 12), bytes(0, 0, 1, 0, 't', 'E', 'X', 't', 'a')),
        plain);
    corrupt("half a PNG", Arrays.copyOf(plain, plain.length / 2));
    corrupt("PNG with a damaged checksum", set(plain, plain.length - 16, 1, 2, 3, 4));
    corrupt("PNG without pixels", Arrays.copyOf(plain, 33));
    byte[] twice = PngWriter.png(WIDTH, HEIGHT, 8, 2, gradient(3 * WIDTH));
    int at = new String(twice, ISO_8859_1).indexOf("IEND") - 4;
    like("PNG with bytes of another chunk", insert(twice, at, PngWriter.chunk("abCd", 9)), twice);
  }

  private void addPalettes() {
    for (int depth : new int[] {1, 2, 4, 8}) {
      int colors = 1 << depth;
      byte[] palette = new byte[3 * colors];
      Arrays.fill(palette, 0, 3 * colors / 2, (byte) 200);
      byte[] rows = gradient(WIDTH * depth / 8);
      byte[] full = PngWriter.chunk("PLTE", palette);
      byte[] few = PngWriter.chunk("PLTE", Arrays.copyOf(palette, 3 * colors / 2));
      byte[] opacity = PngWriter.chunk("tRNS", 128);
      like(
          "PNG with pixels beyond the palette, depth " + depth,
          PngWriter.png(WIDTH, HEIGHT, depth, 3, rows, few),
          PngWriter.png(WIDTH, HEIGHT, depth, 3, rows, full));
      like(
          "PNG with alpha and pixels beyond the palette, depth " + depth,
          PngWriter.png(WIDTH, HEIGHT, depth, 3, rows, few, opacity),
          PngWriter.png(WIDTH, HEIGHT, depth, 3, rows, full, opacity));
    }
  }

  private void addKeys() {
    byte[] deep = new byte[HEIGHT * WIDTH * 2];
    byte[] flat = new byte[HEIGHT * WIDTH];
    for (int i = 0; i < flat.length; i++) {
      boolean left = i % WIDTH < WIDTH / 2;
      deep[2 * i] = (byte) 0x80;
      deep[2 * i + 1] = (byte) (left ? 0 : 0xff);
      flat[i] = (byte) (left ? 0xff : 0x80);
    }
    like(
        "PNG of 16 bits with one transparent gray level",
        PngWriter.png(WIDTH, HEIGHT, 16, 0, deep, PngWriter.chunk("tRNS", 0x80, 0)),
        PngWriter.png(WIDTH, HEIGHT, 8, 0, flat));
    byte[] deepColor = new byte[3 * deep.length];
    byte[] flatColor = new byte[3 * flat.length];
    for (int i = 0; i < 3 * flat.length; i++) {
      System.arraycopy(deep, 2 * (i / 3), deepColor, 2 * i, 2);
      flatColor[i] = flat[i / 3];
    }
    like(
        "PNG of 16 bits with one transparent color",
        PngWriter.png(
            WIDTH, HEIGHT, 16, 2, deepColor, PngWriter.chunk("tRNS", 0x80, 0, 0x80, 0, 0x80, 0)),
        PngWriter.png(WIDTH, HEIGHT, 8, 2, flatColor));
  }

  /** The key differs from other pixels in low bytes alone. Java's writer uses all filters. */
  private void addDeepKeys() {
    for (boolean interlaced : new boolean[] {false, true}) {
      int[] key = {deepSample(5, 5, 0), deepSample(5, 5, 1), deepSample(5, 5, 2)};
      byte[] trns =
          PngWriter.chunk(
              "tRNS",
              IntStream.of(key).flatMap(sample -> IntStream.of(sample >> 8, sample)).toArray());
      byte[] file = PngWriter.rgb16(WIDTH, HEIGHT, UnusualPngs::deepSample, interlaced);
      int pixels = new String(file, ISO_8859_1).indexOf("IDAT") - 4;
      byte[] whitened =
          PngWriter.rgb16(
              WIDTH,
              HEIGHT,
              (x, y, channel) -> {
                boolean isKey = IntStream.range(0, 3).allMatch(c -> deepSample(x, y, c) == key[c]);
                return isKey ? 0xffff : deepSample(x, y, channel);
              },
              false);
      like("PNG of 16 bits with a key, " + interlaced, insert(file, pixels, trns), whitened);
    }
  }

  private static int deepSample(int x, int y, int channel) {
    return (x / 9 + y / 7 + channel) * 0x1000 + (x * 3 + y * 5) % 4;
  }

  private void addOrientations() {
    byte[] exif = HexFormat.of().parseHex(UnusualJpegs.exif6());
    byte[] plainExif = insert(plain, 33, PngWriter.chunk("eXIf", exif));
    byte[] prefixed =
        insert(plain, 33, PngWriter.chunk("eXIf", join(bytes('E', 'x', 'i', 'f', 0, 0), exif)));
    like("PNG with the EXIF prefix of JPEG", prefixed, plainExif);
  }

  /** Returns rows whose bytes count up. */
  private static byte[] gradient(int rowBytes) {
    byte[] rows = new byte[HEIGHT * rowBytes];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (byte) (7 * i);
    }
    return rows;
  }
}
