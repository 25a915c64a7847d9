package io.github.snaplabel.cli;

import io.github.snaplabel.image.HeicFiles;
import io.github.snaplabel.image.TestImages;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** A HEIC like a phone's, of tiles and rotated, and other files made from it. */
final class HeicPhoto {
  private static final String NAME = "grid-irot-wide.heic";

  /** In pixels, upright. */
  static final int WIDTH = 100;

  static final int HEIGHT = 128;

  private HeicPhoto() {}

  static byte[] file() {
    return TestImages.read(NAME);
  }

  /** Returns a PNG of the pixels that libheif decodes, which must get the same labels. */
  static byte[] twin() throws IOException {
    byte[] rgb = TestImages.read(NAME + ".rgb");
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    image.getRaster().setDataElements(0, 0, WIDTH, HEIGHT, words(rgb));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  private static int[] words(byte[] rgb) {
    int[] words = new int[WIDTH * HEIGHT];
    for (int i = 0; i < words.length; i++) {
      words[i] = (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff);
    }
    return words;
  }

  /** Returns the first half of the file, as an upload that broke off leaves it. */
  static byte[] cut() {
    byte[] file = file();
    return Arrays.copyOf(file, file.length / 2);
  }

  /** Returns a file that claims to hold AVIF's pictures. */
  static byte[] avif() {
    return HeicFiles.replaced(file(), "hvc1", "av01");
  }
}
