package io.github.snaplabel.image;

import static io.github.snaplabel.image.ByteEdits.bytes;
import static io.github.snaplabel.image.ByteEdits.insert;
import static io.github.snaplabel.image.ByteEdits.join;
import static io.github.snaplabel.image.ByteEdits.little16;
import static io.github.snaplabel.image.ByteEdits.little24;
import static io.github.snaplabel.image.ByteEdits.little32;
import static io.github.snaplabel.image.ByteEdits.remove;
import static io.github.snaplabel.image.ByteEdits.set;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Makes GIFs and WebPs whose first frame is a part of the canvas, and other odd ones. */
final class UnusualAnimations extends UnusualImageList {
  private static final int WIDTH = 32;
  private static final int HEIGHT = 24;
  private static final int SCREEN_BYTES = 13;
  private static final int HAS_EXIF = 8;
  private static final int HAS_ANIMATION = 2;

  /** One pixel of index 0. */
  private static final byte[] ONE_PIXEL = bytes(2, 2, 0x44, 1, 0);

  private UnusualAnimations() {}

  static List<UnusualImage> all() {
    UnusualAnimations animations = new UnusualAnimations();
    animations.addGifs();
    animations.addGifCodes();
    animations.addWebps();
    return animations.images;
  }

  private void addGifs() {
    byte[] gif = TestImages.read("plain.gif");
    int palette = 3 << ((gif[10] & 7) + 1);
    int blocks = SCREEN_BYTES + palette;
    int color =
        (gif[SCREEN_BYTES] & 0xff) << 16
            | (gif[SCREEN_BYTES + 1] & 0xff) << 8
            | (gif[SCREEN_BYTES + 2] & 0xff);
    like(
        "GIF whose first frame has one pixel",
        insert(gif, blocks, frame(3, 5, 1, 1)),
        rgb(WIDTH, HEIGHT, 3, 5, color));
    like(
        "GIF whose first frame exceeds the canvas",
        insert(gif, blocks, frame(39, 29, 1, 1)),
        rgb(40, 30, 39, 29, color));
    like("GIF with zeros between its blocks", insert(gif, blocks, bytes(0, 0, 0)), gif);
    byte[] gray = remove(set(gif, 10, gif[10] & 0x7f), SCREEN_BYTES, blocks);
    byte[] ramp = new byte[palette];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (byte) (i / 3);
    }
    like(
        "GIF without a palette",
        gray,
        join(Arrays.copyOf(gif, SCREEN_BYTES), ramp, Arrays.copyOfRange(gif, blocks, gif.length)));
    corrupt("half a GIF", Arrays.copyOf(gif, gif.length * 2 / 3));
  }

  private void addGifCodes() {
    byte[] pixels = new byte[WIDTH * HEIGHT];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (5 * i);
    }
    byte[] gray = PngWriter.png(WIDTH, HEIGHT, 8, 0, pixels);
    for (int bits = 8; bits <= 11; bits++) {
      byte[] screen = join(bytes('G', 'I', 'F', '8', '9', 'a'), little16(WIDTH), little16(HEIGHT));
      byte[] frame = join(bytes(','), new byte[4], little16(WIDTH), little16(HEIGHT), bytes(0));
      like(
          "GIF with codes of %d bits".formatted(bits),
          join(screen, bytes(0, 0, 0), frame, codes(pixels, bits), bytes(0, ';')),
          gray);
    }
  }

  /** Returns pixels as single codes, with a clear code before each, so that codes stay short. */
  private static byte[] codes(byte[] pixels, int bits) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    long buffer = 0;
    int count = 0;
    for (byte pixel : pixels) {
      buffer |= (long) (1 << bits) << count;
      buffer |= (pixel & 0xffL) << (count + bits + 1);
      count += 2 * (bits + 1);
      for (; count >= 8; count -= 8) {
        data.write((int) buffer);
        buffer >>>= 8;
      }
    }
    data.write((int) buffer);
    ByteArrayOutputStream blocks = new ByteArrayOutputStream();
    blocks.write(bits);
    byte[] bytes = data.toByteArray();
    for (int at = 0; at < bytes.length; at += 255) {
      int length = Math.min(255, bytes.length - at);
      blocks.write(length);
      blocks.write(bytes, at, length);
    }
    return blocks.toByteArray();
  }

  private static byte[] frame(int left, int top, int width, int height) {
    return join(
        bytes(','),
        little16(left),
        little16(top),
        little16(width),
        little16(height),
        bytes(0),
        ONE_PIXEL);
  }

  private void addWebps() {
    byte[] image = chunks(TestImages.read("lossless.webp"));
    byte[] second = frame(image, 0, 0, WIDTH, HEIGHT);
    byte[] exif = chunk("EXIF", HexFormat.of().parseHex(UnusualJpegs.exif6()));
    like(
        "WebP whose first frame is its canvas",
        webp(HAS_ANIMATION, WIDTH, HEIGHT, second, second),
        TestImages.read("lossless.webp"));
    byte[] canvas = webp(HAS_ANIMATION, 2 * WIDTH, 2 * HEIGHT, frame(image, 4, 6, WIDTH, HEIGHT));
    images.add(UnusualImage.like("WebP whose first frame is a part", canvas, onWhite(4, 6)));
    corrupt(
        "WebP whose first frame exceeds its canvas",
        webp(HAS_ANIMATION, WIDTH, HEIGHT, frame(image, 2, 0, WIDTH, HEIGHT)));
    like(
        "WebP with EXIF",
        webp(HAS_EXIF, WIDTH, HEIGHT, image, exif),
        TestImages.read("orientation-6.webp"));
    like(
        "WebP with EXIF that its header does not mention",
        webp(0, WIDTH, HEIGHT, image, exif),
        TestImages.read("lossless.webp"));
  }

  /** Returns a PNG of the pixels of the lossless WebP on a canvas of twice its size. */
  private static byte[] onWhite(int left, int top) {
    byte[] pixels = TestImages.read("lossless.webp.rgb");
    byte[] canvas = new byte[4 * pixels.length];
    Arrays.fill(canvas, (byte) 0xff);
    for (int y = 0; y < HEIGHT; y++) {
      System.arraycopy(
          pixels, 3 * y * WIDTH, canvas, 3 * ((top + y) * 2 * WIDTH + left), 3 * WIDTH);
    }
    return PngWriter.png(2 * WIDTH, 2 * HEIGHT, 8, 2, canvas);
  }

  private static byte[] rgb(int width, int height, int x, int y, int color) {
    byte[] pixels = new byte[3 * width * height];
    Arrays.fill(pixels, (byte) 0xff);
    byte[] bytes = ByteBuffer.allocate(4).putInt(color).array();
    System.arraycopy(bytes, 1, pixels, 3 * (y * width + x), 3);
    return PngWriter.png(width, height, 8, 2, pixels);
  }

  private static byte[] chunks(byte[] webp) {
    return Arrays.copyOfRange(webp, 12, webp.length);
  }

  private static byte[] frame(byte[] content, int left, int top, int width, int height) {
    return chunk(
        "ANMF",
        join(
            little24(left / 2),
            little24(top / 2),
            little24(width - 1),
            little24(height - 1),
            new byte[4],
            content));
  }

  private static byte[] webp(int flags, int width, int height, byte[]... parts) {
    byte[] extended =
        chunk("VP8X", join(little32(flags), little24(width - 1), little24(height - 1)));
    byte[] body = join(extended, join(parts));
    return join(name("RIFF"), little32(4 + body.length), name("WEBP"), body);
  }

  private static byte[] chunk(String type, byte[] data) {
    return join(name(type), little32(data.length), data, new byte[data.length % 2]);
  }

  private static byte[] name(String type) {
    return type.getBytes(ISO_8859_1);
  }
}
