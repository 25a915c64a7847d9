package io.github.snaplabel.bench;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Transforms images. */
final class Images {
  private Images() {}

  /**
   * Returns a crop, resized.
   *
   * @param interpolation value of {@link RenderingHints#KEY_INTERPOLATION}; bilinear at half the
   *     size averages four pixels
   */
  static BufferedImage resize(BufferedImage image, int width, int height, Object interpolation) {
    BufferedImage resized = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = resized.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, interpolation);
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return resized;
  }

  static BufferedImage shrink(BufferedImage image, int width, int height) {
    return resize(image, width, height, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
  }

  /**
   * Adds gray noise, determined by a seed, so that an enlarged image has the fine detail and the
   * file size of a camera's.
   *
   * @param deviation standard deviation of the noise, for pixel values 0..255
   */
  static void addNoise(BufferedImage image, double deviation, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int width = image.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        row[x] = brighter(row[x], (int) Math.rint(random.nextGaussian() * deviation));
      }
      image.setRGB(0, y, width, 1, row, 0, width);
    }
  }

  private static int brighter(int pixel, int change) {
    int red = Math.clamp((pixel >> 16 & 0xFF) + change, 0, 255);
    int green = Math.clamp((pixel >> 8 & 0xFF) + change, 0, 255);
    int blue = Math.clamp((pixel & 0xFF) + change, 0, 255);
    return red << 16 | green << 8 | blue;
  }
}
