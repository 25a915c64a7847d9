package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.snaplabel.image.ImageFormat;
import io.github.snaplabel.image.ImageHeader;
import io.github.snaplabel.image.PatternImage;
import io.github.snaplabel.image.RgbImage;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessorTest {
  private final Preprocessor preprocessor = new Preprocessor(ModelInput.of(224));

  @ParameterizedTest
  @CsvSource({"224, 512", "196, 448", "168, 384", "96, 218", "448, 1024"})
  void theDecoderMustKeepTwiceTheResizedShorterSide(int inputSize, int shorterSide) {
    assertThat(new Preprocessor(ModelInput.of(inputSize)).shorterSide()).isEqualTo(shorterSide);
  }

  @Test
  void theDecoderKeepsMoreForALargerResizedSide() {
    ModelInput input = new ModelInput(224, 232, ModelInput.IMAGENET_MEAN, ModelInput.IMAGENET_STD);

    assertThat(new Preprocessor(input).shorterSide()).isEqualTo(464);
  }

  @Test
  void aCropLargerThanTheResizedImageIsRejected() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ModelInput(224, 223, ModelInput.IMAGENET_MEAN, ModelInput.IMAGENET_STD));
  }

  @Test
  void anInputOfNoSizeIsRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> ModelInput.of(0));
  }

  @ParameterizedTest
  @CsvSource({"224", "196", "168"})
  void theTensorHoldsTheNormalizedCropFromItsStart(int inputSize) {
    Preprocessor sized = new Preprocessor(ModelInput.of(inputSize));
    FloatBuffer expected = tensor(inputSize);
    FloatBuffer actual = tensor(inputSize).position(5);
    try (RgbImage image = noise(640, 480)) {
      new Normalization(ModelInput.of(inputSize)).apply(sized.crop(image), expected);

      sized.preprocess(image, actual);
    }

    assertThat(actual.position()).isEqualTo(5);
    assertThat(actual.rewind()).isEqualTo(expected);
  }

  @Test
  void aTensorThatIsTooSmallIsRejected() {
    try (RgbImage image = noise(300, 300)) {
      assertThatExceptionOfType(IndexOutOfBoundsException.class)
          .isThrownBy(() -> preprocessor.preprocess(image, tensor(223)));
    }
  }

  @Test
  void anImageOfOneColorKeepsIt() {
    try (RgbImage image = PatternImage.image((x, y, channel) -> 3 + 100 * channel, 1234, 987)) {
      byte[] crop = preprocessor.crop(image);

      for (int i = 0; i < crop.length; i++) {
        assertThat(crop[i] & 0xFF).isEqualTo(3 + 100 * (i / (224 * 224)));
      }
    }
  }

  @Test
  void anImageOfTheResizedSizeIsOnlyCropped() {
    var pattern = PatternImage.pattern("noise", 1, 256);
    byte[] expected = new byte[3 * 224 * 224];
    for (int i = 0; i < expected.length; i++) {
      int x = i % 224 + 16;
      int y = i / 224 % 224 + 16;
      expected[i] = (byte) pattern.at(x, y, i / (224 * 224));
    }
    try (RgbImage image = PatternImage.image(pattern, 256, 256)) {
      assertThat(preprocessor.crop(image)).isEqualTo(expected);
    }
  }

  @Test
  void aRotatedImageIsMeasuredUpright() {
    var pattern = PatternImage.pattern("noise", 1, 300);
    try (RgbImage upright = PatternImage.image(pattern, 300, 400, 599, 800);
        RgbImage rotated = withHeader(new ImageHeader(ImageFormat.JPEG, 800, 599, 6), pattern)) {
      assertThat(preprocessor.crop(rotated)).isEqualTo(preprocessor.crop(upright));
    }
  }

  @Test
  void rowsAndColumnsBeyondTheCropAreNotRead() {
    // The crop ends with row 611 and column 239; one more of each is read, with a weight of 0.
    int[] words = new int[612 * 256 + 241];
    ImageHeader header = new ImageHeader(ImageFormat.PNG, 256, 1000, 1);
    try (RgbImage image =
        new RgbImage(header, 256, 1000, 256, MemorySegment.ofArray(words), () -> {})) {
      assertThat(preprocessor.crop(image)).containsOnly(0);
    }
  }

  @Test
  void aLineOfManyPixelsIsNotReadBeyondItsMiddle() {
    int length = 10_000_000;
    int[] words = new int[length / 2 + 1];
    words[length / 2] = 0xFFFFFF00;
    ImageHeader header = new ImageHeader(ImageFormat.PNG, length, 1, 1);
    try (RgbImage image =
        new RgbImage(header, length, 1, length, MemorySegment.ofArray(words), () -> {})) {
      byte[] crop = preprocessor.crop(image);

      // From the middle of the black pixel to that of the white one are 256 columns.
      for (int i = 0; i < crop.length; i++) {
        assertThat(crop[i] & 0xFF).isEqualTo(16 + i % 224);
      }
    }
  }

  @Test
  void severalThreadsMayShareOne() {
    try (RgbImage image = noise(500, 375)) {
      byte[] expected = preprocessor.crop(image);

      List<byte[]> crops =
          IntStream.range(0, 32).parallel().mapToObj(i -> preprocessor.crop(image)).toList();

      assertThat(crops).allSatisfy(crop -> assertThat(crop).isEqualTo(expected));
    }
  }

  private static RgbImage noise(int width, int height) {
    return PatternImage.image(PatternImage.pattern("noise", 1, width), width, height);
  }

  /** Returns an image of 300x400 pixels. */
  private static RgbImage withHeader(ImageHeader header, PatternImage.Pattern pattern) {
    int[] words = new int[300 * 400];
    for (int i = 0; i < words.length; i++) {
      int x = i % 300;
      int y = i / 300;
      words[i] = pattern.at(x, y, 0) << 24 | pattern.at(x, y, 1) << 16 | pattern.at(x, y, 2) << 8;
    }
    return new RgbImage(header, 300, 400, 300, MemorySegment.ofArray(words), () -> {});
  }

  private static FloatBuffer tensor(int inputSize) {
    return ByteBuffer.allocateDirect(3 * inputSize * inputSize * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
