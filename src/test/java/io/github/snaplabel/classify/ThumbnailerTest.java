package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.classify.Thumbnailer.Thumbnail;
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

  private static int at(Thumbnail thumbnail, int channel, int x, int y) {
    int place = (channel * thumbnail.height() + y) * thumbnail.width() + x;
    return thumbnail.planes()[place] & 0xFF;
  }

  @ParameterizedTest
  @CsvSource({
    "400, 300, 40, 30",
    "800, 300, 40, 15",
    "300, 800, 11, 30",
    "9000, 30, 40, 1",
    "3, 3000, 1, 30",
    // Small images keep their size.
    "8, 6, 8, 6",
    "41, 6, 40, 6",
    "20, 60, 10, 30"
  })
  void isTheWholeImageReducedToFit(int width, int height, int expectedWidth, int expectedHeight) {
    try (RgbImage image = ramp(width, height)) {
      Thumbnail thumbnail = thumbnailer.thumbnail(image);

      assertThat(thumbnail.width()).isEqualTo(expectedWidth);
      assertThat(thumbnail.height()).isEqualTo(expectedHeight);
      assertThat(thumbnail.planes()).hasSize(3 * expectedWidth * expectedHeight);
      int right = expectedWidth - 1;
      int bottom = expectedHeight - 1;
      // The first and the last pixel are half a pixel from the edges.
      int halfColumn = 100 / expectedWidth + 2;
      int halfRow = 100 / expectedHeight + 2;
      assertThat(at(thumbnail, 0, 0, 0)).isBetween(0, halfColumn);
      assertThat(at(thumbnail, 0, right, bottom)).isBetween(200 - halfColumn, 200);
      assertThat(at(thumbnail, 1, 0, 0)).isBetween(0, halfRow);
      assertThat(at(thumbnail, 1, right, bottom)).isBetween(200 - halfRow, 200);
      assertThat(at(thumbnail, 2, right, 0)).isEqualTo(255);
    }
  }

  @Test
  void anImageOfItsSizeIsUnchanged() {
    var noise = PatternImage.pattern("noise", 1, WIDTH);
    try (RgbImage image = PatternImage.image(noise, WIDTH, HEIGHT)) {
      byte[] planes = thumbnailer.thumbnail(image).planes();

      for (int i = 0; i < planes.length; i++) {
        int expected = noise.at(i % WIDTH, i / WIDTH % HEIGHT, i / (WIDTH * HEIGHT));
        assertThat(planes[i] & 0xFF).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"640, 480, 480", "300, 400, 300"})
  void theDecoderMustKeepEnoughOfASquare(int width, int height, int shorterSide) {
    assertThat(new Thumbnailer(width, height).shorterSide()).isEqualTo(shorterSide);
  }
}
