package io.github.snaplabel.image;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Generated images, the same as those of {@code src/test/python/make_golden.py}, so that none need
 * to be stored.
 */
public final class PatternImage {
  private static final int PERIOD = 65521;

  /** Padding after each row, in words. */
  private static final int PADDING_WORDS = 3;

  /** A byte in unused memory that must not affect any pixel. */
  private static final int JUNK = 0xA5;

  /** Computes the samples of an image, 0..255. */
  @FunctionalInterface
  public interface Pattern {
    int at(int x, int y, int channel);
  }

  private PatternImage() {}

  /**
   * Returns a pattern.
   *
   * @param name {@code noise}, {@code edges}, {@code ramp} or {@code white}
   * @param width of the image
   */
  public static Pattern pattern(String name, int seed, int width) {
    byte[] noise = noise(seed);
    Pattern random =
        (x, y, channel) -> noise[(int) ((3L * ((long) y * width + x) + channel) % PERIOD)] & 0xFF;
    return switch (name) {
      case "noise" -> random;
      case "edges" -> (x, y, channel) -> random.at(x, y, channel) >= 128 ? 255 : 0;
      case "ramp" -> (x, y, channel) -> (x + 2 * y + 85 * channel) & 0xFF;
      case "white" -> (x, y, channel) -> 255;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static byte[] noise(int seed) {
    byte[] values = new byte[PERIOD];
    long state = seed;
    for (int i = 0; i < PERIOD; i++) {
      state = (state * 1103515245 + 12345) % (1L << 31);
      values[i] = (byte) (state >>> 16);
    }
    return values;
  }

  /** Returns an image that was scaled down from an original size when it was decoded. */
  public static RgbImage image(
      Pattern pattern, int width, int height, int originalWidth, int originalHeight) {
    int stride = width + PADDING_WORDS;
    MemorySegment words = Arena.ofAuto().allocate(ValueLayout.JAVA_INT, (long) stride * height);
    words.fill((byte) JUNK);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = pattern.at(x, y, 0);
        int green = pattern.at(x, y, 1);
        int blue = pattern.at(x, y, 2);
        row[x] = red << 24 | green << 16 | blue << 8 | JUNK;
      }
      long offset = (long) y * stride * Integer.BYTES;
      MemorySegment.copy(row, 0, words, ValueLayout.JAVA_INT, offset, width);
    }
    ImageHeader header = new ImageHeader(ImageFormat.PNG, originalWidth, originalHeight, 1);
    return new RgbImage(header, width, height, stride, words, () -> {});
  }

  /** Returns an image that was not scaled when it was decoded. */
  public static RgbImage image(Pattern pattern, int width, int height) {
    return image(pattern, width, height, width, height);
  }
}
