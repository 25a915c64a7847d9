package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.image.PatternImage;
import io.github.snaplabel.image.RgbImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailerTest {
  private static final int WIDTH = 40;
  private static final int HEIGHT = 30;

  private final Thumbnailer thumbnailer = new Thumbnailer(WIDTH, HEIGHT);

  /** Red encodes the column, green the row; both from 0 at one edge to 200 at the other. */
  private static RgbImage ramp(int width, int height) {
    return PatternImage.image(
        (x, y, channel) ->
            switch (channel) {
              case 0 -> (int) (200 * (x + 0.5) / width);
              case 1 -> (int) (200 * (y + 0.5) / height);
              default -> 255;
            },
        width,
        height);
  }

  private static int at(byte[] planes, int channel, int x, int y) {
    return planes[(channel * HEIGHT + y) * WIDTH + x] & 0xFF;
  }

  @ParameterizedTest
  @CsvSource({
    // An image of the same aspect ratio is complete; others are cropped to their center.
    "400, 300, 0, 200, 0, 200",
    "8, 6, 0, 200, 0, 200",
    "800, 300, 50, 150, 0, 200",
    "300, 800, 0, 200, 72, 128",
    "9000, 30, 99, 101, 0, 200",
    "3, 3000, 0, 200, 99, 101"
  })
  void isTheCenterOfTheImage(int width, int height, int left, int right, int top, int bottom) {
    try (RgbImage image = ramp(width, height)) {
      byte[] planes = thumbnailer.thumbnail(image);

      // From the first to the last pixel there is a bit less than from edge to edge.
      int slack = 200 / Math.min(WIDTH, Math.min(width, height)) + 2;
      assertThat(at(planes, 0, 0, 15)).isBetween(left - 1, left + slack);
      assertThat(at(planes, 0, WIDTH - 1, 15)).isBetween(right - slack, right);
      assertThat(at(planes, 1, 20, 0)).isBetween(top - 1, top + slack);
      assertThat(at(planes, 1, 20, HEIGHT - 1)).isBetween(bottom - slack, bottom);
      assertThat(at(planes, 2, 20, 15)).isEqualTo(255);
      assertThat(planes).hasSize(3 * WIDTH * HEIGHT);
    }
  }

  @Test
  void anImageOfItsSizeIsUnchanged() {
    var noise = PatternImage.pattern("noise", 1, WIDTH);
    try (RgbImage image = PatternImage.image(noise, WIDTH, HEIGHT)) {
      byte[] planes = thumbnailer.thumbnail(image);

      for (int i = 0; i < planes.length; i++) {
        int expected = noise.at(i % WIDTH, i / WIDTH % HEIGHT, i / (WIDTH * HEIGHT));
        assertThat(planes[i] & 0xFF).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"640, 480, 640", "300, 400, 400"})
  void theDecoderMustKeepEnoughOfAPortrait(int width, int height, int shorterSide) {
    assertThat(new Thumbnailer(width, height).shorterSide()).isEqualTo(shorterSide);
  }
}
