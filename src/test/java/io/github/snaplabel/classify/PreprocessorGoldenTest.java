package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.image.PatternImage;
import io.github.snaplabel.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Compares with crops by Pillow; {@code src/test/python/make_golden.py} wrote the table. */
class PreprocessorGoldenTest {
  @ParameterizedTest(name = "{0}, {1}x{2} of {3}x{4}, to {5}")
  @CsvFileSource(resources = "/preprocess/golden.tsv", delimiter = '\t', numLinesToSkip = 1)
  void cropsLikePillow(
      String source,
      int width,
      int height,
      int originalWidth,
      int originalHeight,
      int inputSize,
      String sha256,
      String probes)
      throws IOException, NoSuchAlgorithmException {
    PatternImage.Pattern pattern = load(source, width);
    try (RgbImage image =
        PatternImage.image(pattern, width, height, originalWidth, originalHeight)) {
      byte[] crop = new Preprocessor(ModelInput.of(inputSize)).crop(image);

      assertThat(probe(crop, inputSize)).isEqualTo(probes);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(crop);
      assertThat(HexFormat.of().formatHex(digest)).isEqualTo(sha256);
    }
  }

  private static PatternImage.Pattern load(String source, int width) throws IOException {
    int colon = source.indexOf(':');
    if (colon >= 0) {
      int seed = Integer.parseInt(source.substring(colon + 1));
      return PatternImage.pattern(source.substring(0, colon), seed, width);
    }
    // The JDK decodes these photos to the same pixels as Pillow.
    BufferedImage photo = ImageIO.read(Path.of(source).toFile());
    return (x, y, channel) -> photo.getRGB(x, y) >> (16 - 8 * channel) & 0xFF;
  }

  /** Returns the corners and the center in the format of the table. */
  private static String probe(byte[] crop, int size) {
    int end = size - 1;
    int[][] places = {{0, 0}, {end, 0}, {size / 2, size / 2}, {0, end}, {end, end}};
    List<String> probes = new ArrayList<>();
    for (int[] place : places) {
      byte[] pixel = new byte[3];
      for (int channel = 0; channel < 3; channel++) {
        pixel[channel] = crop[(channel * size + place[1]) * size + place[0]];
      }
      probes.add(HexFormat.of().formatHex(pixel));
    }
    return String.join(",", probes);
  }
}
