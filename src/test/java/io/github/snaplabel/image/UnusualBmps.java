package io.github.snaplabel.image;

import static io.github.snaplabel.image.ByteEdits.bytes;
import static io.github.snaplabel.image.ByteEdits.cut;
import static io.github.snaplabel.image.ByteEdits.join;
import static io.github.snaplabel.image.ByteEdits.little16;
import static io.github.snaplabel.image.ByteEdits.little32;
import static io.github.snaplabel.image.ByteEdits.remove;
import static io.github.snaplabel.image.ByteEdits.set;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Makes BMPs as old or careless programs write them. */
final class UnusualBmps extends UnusualImageList {
  private static final int WIDTH = 32;
  private static final int HEIGHT = 24;
  private static final int FILE_HEADER_BYTES = 14;
  private static final int PIXEL_OFFSET = 10;
  private static final int COMPRESSION_OFFSET = 30;

  private final byte[] plain = TestImages.read("rgb24.bmp");
  private final byte[] palette8 = TestImages.read("palette8.bmp");
  private final byte[] palette4 = TestImages.read("palette4.bmp");

  private UnusualBmps() {}

  static List<UnusualImage> all() {
    UnusualBmps bmps = new UnusualBmps();
    bmps.addHeaders();
    bmps.addRuns();
    bmps.addAlpha();
    return bmps.images;
  }

  private void addHeaders() {
    like("BMP with reserved words", set(plain, 6, 1, 0, 2, 0), plain);
    for (byte[] file : List.of(plain, palette8, palette4, TestImages.read("rgb565.bmp"))) {
      like("BMP whose pixels are at 0", set(file, PIXEL_OFFSET, 0, 0, 0, 0), file);
    }
    like("BMP whose pixels are at its palette", set(palette8, PIXEL_OFFSET, 54, 0), palette8);
    byte[] narrow =
        bmp(
            3,
            2,
            24,
            0,
            new byte[0],
            bytes(
                1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, //
                9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0));
    for (int count = 1; count <= 3; count++) {
      like("BMP without its last bytes, " + count, cut(narrow, count), narrow);
    }
    corrupt("BMP without a part of its last pixel", cut(narrow, 4));
    // The header of 16 bytes ends behind the bits per pixel.
    byte[] brief = remove(plain, FILE_HEADER_BYTES + 16, FILE_HEADER_BYTES + 40);
    like("BMP with a header of 16 bytes", set(set(brief, 14, 16), PIXEL_OFFSET, 30), plain);
  }

  private void addRuns() {
    byte[] eight = indices(palette8, 8);
    byte[] four = indices(palette4, 4);
    like("BMP with runs", compressed(palette8, 1, runs(eight, 8)), palette8);
    like("BMP with runs of 4 bits", compressed(palette4, 2, runs(four, 4)), palette4);
    like("BMP with copied pixels", compressed(palette8, 1, copies(eight, 8)), palette8);
    like("BMP with copied pixels of 4 bits", compressed(palette4, 2, copies(four, 4)), palette4);
    byte[] endless = runs(eight, 8);
    like("BMP with runs without an end", compressed(palette8, 1, cut(endless, 4)), palette8);
    corrupt(
        "BMP with half of its runs",
        compressed(palette8, 1, Arrays.copyOf(endless, endless.length / 2)));
    byte[] skipping = eight.clone();
    Arrays.fill(skipping, 5, 2 * WIDTH + 9, (byte) 0);
    byte[] moved = join(runs(Arrays.copyOf(eight, 5)), bytes(0, 2, 4, 2));
    byte[] rest = Arrays.copyOfRange(eight, 2 * WIDTH + 9, eight.length);
    int left = WIDTH - 9;
    like(
        "BMP whose runs skip pixels",
        compressed(
            palette8,
            1,
            join(
                moved,
                runs(Arrays.copyOf(rest, left)),
                bytes(0, 0),
                runs(Arrays.copyOfRange(rest, left, rest.length), 8))),
        uncompressed(palette8, skipping));
  }

  private void addAlpha() {
    int[] masks32 = {0xff0000, 0xff00, 0xff, 0xff000000};
    byte[] transparent = Arrays.copyOfRange(TestImages.read("unused-byte32.bmp"), 54, 3126);
    like(
        "BMP with 32 bits whose alpha is 0",
        withMasks(32, masks32, transparent),
        TestImages.read("unused-byte32.bmp"));
    byte[] five = TestImages.read("rgb555.bmp");
    like(
        "BMP with 16 bits whose alpha is 0",
        withMasks(
            16, new int[] {0x7c00, 0x3e0, 0x1f, 0x8000}, Arrays.copyOfRange(five, 54, five.length)),
        five);
    transparent[transparent.length - 1] = 1;
    byte[] visible = withMasks(32, masks32, transparent);
    images.add(UnusualImage.decoded("BMP whose last pixel has an opacity of 1", visible));
  }

  /** Returns the palette indices of an uncompressed file, in its order, one to a byte. */
  private static byte[] indices(byte[] bmp, int bits) {
    int start = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).getInt(PIXEL_OFFSET);
    byte[] indices = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < indices.length; i++) {
      int value = bmp[start + i * bits / 8] & 0xff;
      indices[i] = (byte) (bits == 8 ? value : i % 2 == 0 ? value >> 4 : value & 15);
    }
    return indices;
  }

  /** Returns one run for each pixel of one row. */
  private static byte[] runs(byte[] indices) {
    byte[] runs = new byte[2 * indices.length];
    for (int i = 0; i < indices.length; i++) {
      runs[2 * i] = 1;
      runs[2 * i + 1] = indices[i];
    }
    return runs;
  }

  /** Returns the runs of whole rows, and an end. */
  private static byte[] runs(byte[] indices, int bits) {
    ByteArrayOutputStream runs = new ByteArrayOutputStream();
    for (int row = 0; row < indices.length; row += WIDTH) {
      for (int from = row; from < row + WIDTH; ) {
        int to = from + 1;
        while (to < row + WIDTH && indices[to] == indices[from]) {
          to++;
        }
        runs.write(to - from);
        runs.write(bits == 8 ? indices[from] : indices[from] * 17);
        from = to;
      }
      runs.writeBytes(bytes(0, 0));
    }
    runs.writeBytes(bytes(0, 1));
    return runs.toByteArray();
  }

  /** Returns whole rows without runs, and an end. The rows have an odd number of pixels and one. */
  private static byte[] copies(byte[] indices, int bits) {
    ByteArrayOutputStream copies = new ByteArrayOutputStream();
    for (int row = 0; row < indices.length; row += WIDTH) {
      int odd = WIDTH - 1;
      copies.writeBytes(bytes(0, odd));
      int bytes = 0;
      for (int i = 0; i < odd; i += 8 / bits) {
        int next = i + 1 < odd ? indices[row + i + 1] : 0;
        copies.write(bits == 8 ? indices[row + i] : indices[row + i] << 4 | next);
        bytes++;
      }
      if (bytes % 2 == 1) {
        copies.write(0);
      }
      int last = indices[row + odd];
      copies.writeBytes(bytes(1, bits == 8 ? last : last << 4, 0, 0));
    }
    copies.writeBytes(bytes(0, 1));
    return copies.toByteArray();
  }

  private static byte[] compressed(byte[] bmp, int compression, byte[] data) {
    int start = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).getInt(PIXEL_OFFSET);
    return join(set(Arrays.copyOf(bmp, start), COMPRESSION_OFFSET, compression), data);
  }

  private static byte[] uncompressed(byte[] bmp, byte[] indices) {
    int start = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).getInt(PIXEL_OFFSET);
    return join(Arrays.copyOf(bmp, start), indices);
  }

  private static byte[] withMasks(int bits, int[] masks, byte[] pixels) {
    ByteBuffer header = ByteBuffer.allocate(124 - 40).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(masks).forEach(header::putInt);
    return set(bmp(WIDTH, HEIGHT, bits, 3, header.array(), pixels), FILE_HEADER_BYTES, 124);
  }

  private static byte[] bmp(
      int width, int height, int bits, int compression, byte[] moreHeader, byte[] pixels) {
    return join(
        bytes('B', 'M'),
        new byte[8],
        little32(54 + moreHeader.length),
        little32(40),
        little32(width),
        little32(height),
        little16(1),
        little16(bits),
        little32(compression),
        new byte[20],
        moreHeader,
        pixels);
  }
}
