package io.github.snaplabel.image.heif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.image.HeicFiles;
import io.github.snaplabel.image.TestImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeifImageTest {
  private static final HeifDemand ALL = new HeifDemand(0, 0, 0);

  private static HeifPixels decode(String name, HeifDemand demand) throws HeifException {
    return HeifImage.parse(TestImages.read(name)).decode(demand);
  }

  @ParameterizedTest
  @CsvSource({
    "420.heic, 64, 48",
    "odd.heic, 33, 27",
    "clap-444-irot.heic, 21, 41",
    "grid.heic, 150, 100",
    "grid-irot-wide.heic, 100, 128",
    "thumbnail.heic, 192, 256"
  })
  void knowsTheSizeAfterItsRotationBeforeItIsDecoded(String name, int width, int height)
      throws HeifException {
    HeifImage image = HeifImage.parse(TestImages.read(name));

    assertThat(image.width()).isEqualTo(width);
    assertThat(image.height()).isEqualTo(height);
  }

  @ParameterizedTest
  @CsvSource({"0, 192", "97, 192", "96, 96", "50, 96"})
  void aThumbnailStandsForThePictureIfItIsLargeEnough(int thumbnailSide, int width)
      throws HeifException {
    assertThat(decode("thumbnail.heic", new HeifDemand(0, 0, thumbnailSide)).width())
        .isEqualTo(width);
  }

  @Test
  void aThumbnailOfAnotherShapeOrRotationIsNotUsed() throws HeifException {
    byte[] file = TestImages.read("thumbnail.heic");
    // Its third property is the rotation, and it is the last item in the box.
    int end = 4 + 4 + 2 * (2 + 1 + 3);
    byte[] upright = HeicFiles.patched(file, "ipma", end - 1, 0);

    HeifPixels pixels = HeifImage.parse(upright).decode(new HeifDemand(0, 0, 50));

    assertThat(pixels.width()).isEqualTo(192);
  }

  /** Canon's cameras write such thumbnails. */
  @Test
  void aThumbnailThatClaimsAnotherSizeIsNotUsed() throws HeifException {
    byte[] file = TestImages.read("thumbnail.heic");
    byte[] wrong = HeicFiles.replaced(file, "ispe\0\0\0\0\0\0\0\u0080", "ispe\0\0\0\0\0\0\0\u0090");

    assertThat(HeifImage.parse(wrong).decode(new HeifDemand(0, 0, 50)).width()).isEqualTo(192);
  }

  @ParameterizedTest
  @CsvSource({"51, 150", "50, 75", "26, 75", "25, 38", "1, 19", "0, 150"})
  void aGridIsScaledDownNoFurtherThanTheShorterSideAllows(int shorterSide, int width)
      throws HeifException {
    assertThat(decode("grid.heic", new HeifDemand(shorterSide, 0, 0)).width()).isEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({"grid.heic", "422.heic", "444.heic", "ten-bits-gray.heic"})
  void aPictureIsScaledDownToTheAverageOfItsPixels(String name) throws HeifException {
    HeifPixels whole = decode(name, ALL);
    HeifPixels half = decode(name, new HeifDemand(whole.height() / 2, 0, 0));
    int[] upper = new int[whole.width()];
    int[] lower = new int[whole.width()];
    int[] pixels = new int[half.width()];
    assertThat(half.width()).isEqualTo(whole.width() / 2);
    for (int y = 0; y < half.height(); y++) {
      whole.readRow(2 * y, upper);
      whole.readRow(2 * y + 1, lower);
      half.readRow(y, pixels);
      for (int x = 0; x < pixels.length; x++) {
        int green = green(upper[2 * x]) + green(upper[2 * x + 1]);
        int average = (green + green(lower[2 * x]) + green(lower[2 * x + 1])) / 4;
        assertThat(green(pixels[x])).as("%d, %d", x, y).isBetween(average - 2, average + 2);
      }
    }
  }

  private static int green(int pixel) {
    return pixel >>> 16 & 0xff;
  }

  @Test
  void onlyTheTilesAreDecodedThatTheCenterNeeds() throws HeifException {
    byte[] file = HeicFiles.withLastUnitTooLong(TestImages.read("grid.heic"));
    HeifImage image = HeifImage.parse(file);
    HeifPixels whole = decode("grid.heic", ALL);
    int[] expected = new int[150];
    int[] actual = new int[150];

    HeifPixels center = image.decode(new HeifDemand(100, 20, 0));

    for (int y = 40; y < 60; y++) {
      center.readRow(y, actual);
      whole.readRow(y, expected);
      for (int x = 65; x < 85; x++) {
        assertThat(actual[x]).isEqualTo(expected[x]);
      }
    }
    // The damaged tile begins in column 128.
    assertThatThrownBy(() -> image.decode(new HeifDemand(100, 110, 0)))
        .isInstanceOf(HeifException.class);
    assertThatThrownBy(() -> image.decode(ALL)).isInstanceOf(HeifException.class);
  }

  @Test
  void aGridHoldsItsScaledPixelsAndTheTilesBeingDecoded() throws HeifException {
    HeifImage grid = HeifImage.parse(TestImages.read("grid.heic"));
    int processors = Math.min(6, Runtime.getRuntime().availableProcessors());
    long tiles = processors * (64L * 64 * 5 / 4);

    assertThat(grid.pixelsInMemory(ALL)).isEqualTo(150 * 100 + tiles);
    assertThat(grid.pixelsInMemory(new HeifDemand(25, 0, 0))).isEqualTo(2 * 38 * 25 + tiles);
  }
}
