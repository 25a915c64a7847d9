package io.github.snaplabel.image;

import static io.github.snaplabel.image.ByteEdits.bytes;
import static io.github.snaplabel.image.ByteEdits.cut;
import static io.github.snaplabel.image.ByteEdits.join;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Makes TIFFs of all kinds that are read, in both byte orders, and damaged ones. */
final class UnusualTiffs extends UnusualImageList {
  static final int WHITE_IS_ZERO = 0;
  static final int BLACK_IS_ZERO = 1;
  static final int RGB = 2;
  static final int INDEXED = 3;

  private static final int NONE = 1;
  private static final int LZW = 5;
  private static final int DEFLATE = 8;
  private static final int RUNS = 32_773;
  private static final int WIDTH = 32;
  private static final int HEIGHT = 24;
  private static final int ROW = 3 * WIDTH;
  private static final int TILE = 16;

  private final byte[] plain = TestImages.read("rgb.png");
  private final byte[] rgb = TestImages.read("rgb.png.rgb");
  private final ByteOrder order;

  private UnusualTiffs(ByteOrder order) {
    this.order = order;
  }

  static List<UnusualImage> all() {
    UnusualTiffs little = new UnusualTiffs(ByteOrder.LITTLE_ENDIAN);
    UnusualTiffs big = new UnusualTiffs(ByteOrder.BIG_ENDIAN);
    for (UnusualTiffs tiffs : List.of(little, big)) {
      tiffs.addLayouts();
      tiffs.addSamples();
      tiffs.addFewBits();
      tiffs.addOpacity();
      tiffs.addDamage();
    }
    little.images.addAll(big.images);
    return little.images;
  }

  private TiffWriter rgb() {
    return new TiffWriter(order, WIDTH, HEIGHT, RGB, 8, 8, 8);
  }

  private void addLayouts() {
    like("TIFF with one strip", rgb().add(rgb).write(), plain);
    byte[] strips = rgb().set(TiffWriter.ROWS_PER_STRIP, 5).addStrips(rgb, 5 * ROW).write();
    like("TIFF with strips", strips, plain);
    like("TIFF with tiles", tiles(rgb(), NONE), plain);
    like("TIFF with compressed tiles", tiles(rgb(), DEFLATE), plain);
    like("TIFF without lengths", rgb().set(TiffWriter.LENGTHS).add(rgb).write(), plain);
    like("TIFF without a color type", rgb().remove(TiffWriter.KIND).add(rgb).write(), plain);
    like("TIFF with bytes behind it", join(rgb().add(rgb).write(), bytes(1, 2, 3)), plain);
    byte[] turned = rgb().set(TiffWriter.ORIENTATION, 6).add(rgb).write();
    like("TIFF that is rotated", turned, TestImages.read("orientation-6.png"));
    byte[] runs = rgb().set(TiffWriter.COMPRESSION, RUNS).add(runs(rgb)).write();
    like("TIFF with runs, literals and bytes without effect", runs, plain);
    // libtiff, too, ignores this tag of samples that are not compressed.
    like(
        "TIFF with differences only by its tag",
        rgb().set(TiffWriter.PREDICTOR, 2).add(rgb).write(),
        plain);
  }

  /** Returns a file with 2 x 2 tiles of 16 x 16 pixels, of which the lower ones are half empty. */
  private byte[] tiles(TiffWriter writer, int compression) {
    writer.set(TiffWriter.COMPRESSION, compression);
    writer.set(TiffWriter.TILE_WIDTH, TILE).set(TiffWriter.TILE_HEIGHT, TILE);
    for (int top = 0; top < HEIGHT; top += TILE) {
      for (int left = 0; left < WIDTH; left += TILE) {
        byte[] tile = new byte[3 * TILE * TILE];
        for (int y = 0; y < Math.min(TILE, HEIGHT - top); y++) {
          System.arraycopy(rgb, (top + y) * ROW + 3 * left, tile, 3 * TILE * y, 3 * TILE);
        }
        writer.add(compression == DEFLATE ? TiffWriter.deflate(tile) : tile);
      }
    }
    return writer.write();
  }

  private void addSamples() {
    byte[] deep = deep(rgb);
    like("TIFF with 16 bits", deep(1).add(deep).write(), plain);
    byte[] differences = deep.clone();
    ByteBuffer words = ByteBuffer.wrap(differences).order(order);
    for (int i = words.capacity() - 2; i >= 0; i -= 2) {
      if (i % (2 * ROW) >= 6) {
        words.putShort(i, (short) (words.getShort(i) - words.getShort(i - 6)));
      }
    }
    byte[] compressed =
        deep(DEFLATE).set(TiffWriter.PREDICTOR, 2).add(TiffWriter.deflate(differences)).write();
    like("TIFF with differences of 16 bits", compressed, plain);
    byte[] gray = TestImages.read("gray16.png.rgb");
    byte[] levels = new byte[WIDTH * HEIGHT];
    byte[] inverted = new byte[levels.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = gray[3 * i];
      inverted[i] = (byte) ~levels[i];
    }
    byte[] likeGray = TestImages.read("gray16.png");
    like("TIFF in gray", gray(BLACK_IS_ZERO, 8).add(levels).write(), likeGray);
    like("TIFF in inverted gray", gray(WHITE_IS_ZERO, 8).add(inverted).write(), likeGray);
    like("TIFF in deep gray", gray(BLACK_IS_ZERO, 16).add(deep(levels)).write(), likeGray);
  }

  private TiffWriter gray(int kind, int... bits) {
    return new TiffWriter(order, WIDTH, HEIGHT, kind, bits);
  }

  private TiffWriter deep(int compression) {
    TiffWriter writer = new TiffWriter(order, WIDTH, HEIGHT, RGB, 16, 16, 16);
    return writer.set(TiffWriter.COMPRESSION, compression);
  }

  /** Returns samples of 16 bits, whose low bytes have no effect. */
  private byte[] deep(byte[] samples) {
    ByteBuffer words = ByteBuffer.allocate(2 * samples.length).order(order);
    for (byte sample : samples) {
      words.putShort((short) (sample << 8 | 0x5a));
    }
    return words.array();
  }

  private void addFewBits() {
    for (int bits : new int[] {1, 2, 4}) {
      int colors = 1 << bits;
      byte[] rows = new byte[WIDTH * HEIGHT * bits / 8];
      byte[] inverted = new byte[rows.length];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = (byte) (i * 37);
        inverted[i] = (byte) ~rows[i];
      }
      int[] map = new int[3 * colors];
      byte[] palette = new byte[3 * colors];
      for (int i = 0; i < map.length; i++) {
        palette[i] = (byte) (i * 91 + 11);
        map[i % 3 * colors + i / 3] = (palette[i] & 0xff) * 257;
      }
      byte[] likeGray = png(bits, 0, new byte[0], rows);
      like("TIFF in gray, bits: " + bits, gray(BLACK_IS_ZERO, bits).add(rows).write(), likeGray);
      like(
          "TIFF in inverted gray, bits: " + bits,
          gray(WHITE_IS_ZERO, bits).add(inverted).write(),
          likeGray);
      like(
          "TIFF with a palette, bits: " + bits,
          gray(INDEXED, bits).set(TiffWriter.PALETTE, map).add(rows).write(),
          png(bits, 3, PngWriter.chunk("PLTE", palette), rows));
    }
  }

  private void addOpacity() {
    byte[] straight = new byte[4 * WIDTH * HEIGHT];
    byte[] multiplied = new byte[straight.length];
    byte[] overWhite = new byte[rgb.length];
    for (int i = 0; i < straight.length; i++) {
      int alpha = i / 4 * 7 % 256;
      int sample = i % 4 == 3 ? alpha : rgb[i / 4 * 3 + i % 4] & 0xff;
      straight[i] = (byte) sample;
      multiplied[i] = (byte) (i % 4 == 3 ? alpha : sample * alpha / 255);
      if (i % 4 < 3) {
        overWhite[i / 4 * 3 + i % 4] = (byte) (multiplied[i] + 255 - alpha);
      }
    }
    TiffWriter unspecified = rgba().set(TiffWriter.EXTRA_SAMPLES, 0);
    like("TIFF with an unspecified sample", unspecified.add(straight).write(), plain);
    TiffWriter associated = rgba().set(TiffWriter.EXTRA_SAMPLES, 1);
    byte[] likeWhite = rgb().add(overWhite).write();
    like("TIFF multiplied by its opacity", associated.add(multiplied).write(), likeWhite);
    // Red is larger than the opacity: its sum with the white behind it exceeds a byte.
    byte[] tooLarge = new byte[straight.length];
    byte[] clamped = new byte[rgb.length];
    for (int i = 0; i < tooLarge.length; i += 4) {
      System.arraycopy(bytes(200, 40, 50, 100), 0, tooLarge, i, 4);
      System.arraycopy(bytes(255, 195, 205), 0, clamped, i / 4 * 3, 3);
    }
    TiffWriter damaged = rgba().set(TiffWriter.EXTRA_SAMPLES, 1).add(tooLarge);
    like("TIFF with a color above its opacity", damaged.write(), rgb().add(clamped).write());
    byte[] named = rgba().set(TiffWriter.EXTRA_SAMPLES, 2).add(straight).write();
    like("TIFF with an opacity that is not named", rgba().add(straight).write(), named);
  }

  private TiffWriter rgba() {
    return new TiffWriter(order, WIDTH, HEIGHT, RGB, 8, 8, 8, 8);
  }

  private void addDamage() {
    for (int compression : new int[] {NONE, LZW, DEFLATE, RUNS}) {
      byte[] data =
          switch (compression) {
            case LZW -> lzw(rgb);
            case DEFLATE -> TiffWriter.deflate(rgb);
            case RUNS -> runs(rgb);
            default -> rgb;
          };
      String name = "TIFF with compression %d".formatted(compression);
      like(name, compressed(compression, data), plain);
      corrupt(
          name + " and half of its data",
          compressed(compression, Arrays.copyOf(data, data.length / 2)));
      corrupt(
          name + " and its last row missing", compressed(compression, cut(data, data.length / 20)));
    }
    byte[] noise = new byte[rgb.length];
    Arrays.fill(noise, (byte) 0x99);
    corrupt("TIFF with damaged LZW codes", compressed(LZW, noise));
    corrupt("TIFF with damaged deflate data", compressed(DEFLATE, noise));
    byte[] file = rgb().add(rgb).write();
    corrupt("TIFF that ends within its directory", cut(file, 30));
    corrupt("TIFF that ends in front of its directory", Arrays.copyOf(file, 8 + rgb.length));
    corrupt("TIFF with too few strips", rgb().set(TiffWriter.ROWS_PER_STRIP, 12).add(rgb).write());
    corrupt("TIFF without strips", rgb().write());
    corrupt("TIFF with a strip outside", rgb().set(TiffWriter.OFFSETS, 99_999).add(rgb).write());
    corrupt(
        "TIFF with odd tiles",
        rgb().set(TiffWriter.TILE_WIDTH, 15).set(TiffWriter.TILE_HEIGHT, 16).add(rgb).write());
    corrupt(
        "TIFF with a palette that is too small",
        gray(INDEXED, 8).set(TiffWriter.PALETTE, 1, 2, 3).add(rgb).write());
    corrupt("TIFF whose strips share all of the file", overlapping());
  }

  private byte[] compressed(int compression, byte[] data) {
    return rgb().set(TiffWriter.COMPRESSION, compression).add(data).write();
  }

  /** Returns a file in which each of 1,000 strips consists of the same 100,000 bytes. */
  private byte[] overlapping() {
    int rows = 1000;
    byte[] withoutEffect = new byte[100_000];
    Arrays.fill(withoutEffect, Byte.MIN_VALUE);
    int[] offsets = new int[rows];
    int[] lengths = new int[rows];
    Arrays.fill(offsets, 8);
    Arrays.fill(lengths, withoutEffect.length + 2);
    return new TiffWriter(order, 1, rows, BLACK_IS_ZERO, 8)
        .set(TiffWriter.COMPRESSION, RUNS)
        .set(TiffWriter.ROWS_PER_STRIP, 1)
        .set(TiffWriter.OFFSETS, offsets)
        .set(TiffWriter.LENGTHS, lengths)
        .add(join(withoutEffect, bytes(0, 7)))
        .write();
  }

  /** Returns literals of up to 128 bytes, each behind a byte without effect. */
  private static byte[] runs(byte[] data) {
    ByteArrayOutputStream runs = new ByteArrayOutputStream();
    for (int at = 0; at < data.length; ) {
      int repeated = at + 1;
      while (repeated < data.length && repeated - at < 128 && data[repeated] == data[at]) {
        repeated++;
      }
      runs.write(Byte.MIN_VALUE);
      if (repeated - at > 1) {
        runs.write(1 - (repeated - at));
        runs.write(data[at]);
        at = repeated;
      } else {
        int count = Math.min(3, data.length - at);
        runs.write(count - 1);
        runs.write(data, at, count);
        at += count;
      }
    }
    return runs.toByteArray();
  }

  /** Returns codes of single bytes, with 9 bits each, as the table is cleared before it grows. */
  private static byte[] lzw(byte[] data) {
    int clear = 256;
    StringBuilder bits = new StringBuilder();
    for (int i = 0; i < data.length; i++) {
      if (i % 200 == 0) {
        bits.append(Integer.toBinaryString((1 << 9) | clear), 1, 10);
      }
      bits.append(Integer.toBinaryString((1 << 9) | (data[i] & 0xff)), 1, 10);
    }
    bits.append("0".repeat(8 - bits.length() % 8));
    byte[] codes = new byte[bits.length() / 8];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
    }
    return codes;
  }

  private static byte[] png(int depth, int colorType, byte[] palette, byte[] rows) {
    return PngWriter.png(WIDTH, HEIGHT, depth, colorType, rows, palette);
  }
}
