package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.image.PatternImage;
import io.github.snaplabel.image.RgbImage;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares with a straightforward implementation of the same rules. */
class PreprocessorReferenceTest {
  @ParameterizedTest
  @CsvSource({"224, 256, 250", "96, 96, 40", "128, 200, 40", "448, 480, 10"})
  void cropsLikeTheStraightforwardImplementationForRandomSizes(
      int size, int shorterSide, int rounds) {
    Random random = new Random(20);
    ModelInput input =
        new ModelInput(size, shorterSide, ModelInput.IMAGENET_MEAN, ModelInput.IMAGENET_STD);
    Preprocessor preprocessor = new Preprocessor(input);
    for (int i = 0; i < rounds; i++) {
      int width = randomSide(random);
      int height = randomSide(random);
      // Half of them scaled down when decoded, by a factor that may differ in both directions.
      int originalWidth = i % 2 == 0 ? width : width * 8 - random.nextInt(8);
      int originalHeight = i % 2 == 0 ? height : height * 8 - random.nextInt(8);
      var pattern = PatternImage.pattern(i % 3 == 0 ? "edges" : "noise", i, width);
      try (RgbImage image =
          PatternImage.image(pattern, width, height, originalWidth, originalHeight)) {
        assertThat(preprocessor.crop(image))
            .as("%dx%d of %dx%d", width, height, originalWidth, originalHeight)
            .isEqualTo(expectedCrop(input, pattern, width, height, originalWidth, originalHeight));
      }
    }
  }

  /** Returns 1 to 1100, small ones as likely as large ones. */
  private static int randomSide(Random random) {
    return (int) Math.exp(random.nextDouble() * 7);
  }

  private static byte[] expectedCrop(
      ModelInput input,
      PatternImage.Pattern pattern,
      int width,
      int height,
      int originalWidth,
      int originalHeight) {
    int size = input.size();
    int shorter = Math.min(originalWidth, originalHeight);
    int targetWidth = (int) ((double) input.resize() * originalWidth / shorter);
    int targetHeight = (int) ((double) input.resize() * originalHeight / shorter);
    int left = (int) Math.rint((targetWidth - size) / 2.0);
    int top = (int) Math.rint((targetHeight - size) / 2.0);
    byte[] crop = new byte[3 * size * size];
    for (int channel = 0; channel < 3; channel++) {
      int[][] narrow = new int[size][height];
      for (int y = 0; y < height; y++) {
        int[] row = new int[width];
        for (int x = 0; x < width; x++) {
          row[x] = pattern.at(x, y, channel);
        }
        for (int x = 0; x < size; x++) {
          narrow[x][y] = expectedSample(row, targetWidth, left + x);
        }
      }
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          int value = expectedSample(narrow[x], targetHeight, top + y);
          crop[(channel * size + y) * size + x] = (byte) value;
        }
      }
    }
    return crop;
  }

  /** Returns one sample of a resized line. */
  private static int expectedSample(int[] line, int targetLength, int target) {
    double scale = (double) line.length / targetLength;
    double support = scale < 1 ? 1 : scale;
    double center = (target + 0.5) * scale;
    int begin = Math.max((int) (center - support + 0.5), 0);
    int end = Math.min((int) (center + support + 0.5), line.length);
    double sum = 0;
    for (int i = begin; i < end; i++) {
      sum += height((i - center + 0.5) * (1 / support));
    }
    int mix = 1 << 21;
    for (int i = begin; i < end; i++) {
      double weight = height((i - center + 0.5) * (1 / support)) / sum;
      mix += line[i] * (int) (weight * (1 << 22) + 0.5);
    }
    return Math.clamp(mix >> 22, 0, 255);
  }

  private static double height(double distance) {
    return Math.abs(distance) < 1 ? 1 - Math.abs(distance) : 0;
  }
}
