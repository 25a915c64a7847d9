package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with the pixels that Pillow decodes: see {@code src/test/python/make_images.py}. */
class ImageDecoderTest {
  private final ImageDecoder decoder = TestImages.decoder();

  static List<String> images() {
    return TestImages.names().stream().filter(name -> !name.equals("large.jpg")).toList();
  }

  @ParameterizedTest
  @MethodSource("images")
  void decodesThePixelsThatPillowDecodes(String name) throws ImageException {
    try (RgbImage image = decoder.decode(TestImages.read(name), 0)) {
      assertThat(largestDifference(image, name + ".rgb")).isLessThanOrEqualTo(tolerance(name));
    }
  }

  /**
   * Pillow's libjpeg-turbo may round differently in its color conversion, and Pillow rounds
   * differently when it blends or converts CMYK; lossless opaque images must be the same.
   */
  private static int tolerance(String name) {
    boolean blended = name.contains("alpha") || name.contains("rgba") || name.contains("la.");
    boolean rounded = name.endsWith(".jpg") || name.endsWith(".heic");
    return rounded || blended || name.equals("animated.webp") ? 1 : 0;
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 4})
  void scalesAJpegDownAsPillowsDraftDoes(int reduction) throws ImageException {
    int shorterSide = Math.ceilDiv(187, reduction);
    try (RgbImage image = decoder.decode(TestImages.read("large.jpg"), shorterSide)) {
      assertThat(image.width()).isEqualTo(Math.ceilDiv(251, reduction));
      assertThat(image.height()).isEqualTo(shorterSide);
      assertThat(image.header().width()).isEqualTo(251);
      assertThat(largestDifference(image, "large.jpg." + reduction + ".rgb"))
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void scalesAJpegNoFurtherThanTheShorterSideAllows() throws ImageException {
    assertThat(decodedHeight(25)).isEqualTo(47);
    assertThat(decodedHeight(94)).isEqualTo(94);
    assertThat(decodedHeight(95)).isEqualTo(187);
    assertThat(decodedHeight(1000)).isEqualTo(187);
    assertThat(decodedHeight(0)).isEqualTo(187);
  }

  private int decodedHeight(int shorterSide) throws ImageException {
    try (RgbImage image = decoder.decode(TestImages.read("large.jpg"), shorterSide)) {
      return image.height();
    }
  }

  @Test
  void decodesInManyThreadsAtOnce() {
    List<String> names = images();
    List<byte[]> alone = names.stream().map(this::decode).toList();

    List<byte[]> together =
        IntStream.range(0, 20 * names.size())
            .parallel()
            .mapToObj(i -> decode(names.get(i % names.size())))
            .toList();

    for (int i = 0; i < together.size(); i++) {
      assertThat(together.get(i)).isEqualTo(alone.get(i % names.size()));
    }
  }

  private byte[] decode(String name) {
    try (RgbImage image = decoder.decode(TestImages.read(name), 0)) {
      return TestImages.rgb(image);
    } catch (ImageException e) {
      throw new AssertionError(name, e);
    }
  }

  @Test
  void reportsTheStoredAndTheUprightSize() throws ImageException {
    ImageHeader header = decoder.readHeader(TestImages.read("orientation-6.jpg"));

    assertThat(header).isEqualTo(new ImageHeader(ImageFormat.JPEG, 32, 24, 6));
    assertThat(header.uprightWidth()).isEqualTo(24);
    assertThat(header.uprightHeight()).isEqualTo(32);
  }

  @ParameterizedTest
  @MethodSource("images")
  void recognizesTheFormatByItsContent(String name) throws ImageException {
    String id = decoder.readHeader(TestImages.read(name)).format().id();

    assertThat(id.replace("jpeg", "jpg")).isEqualTo(name.substring(name.indexOf('.') + 1));
  }

  @Test
  void rejectsAFileOfTooManyBytes() {
    ImageDecoder strict = TestImages.decoder(new ImageLimits(100, 1000));

    assertThatThrownBy(() -> strict.readHeader(TestImages.read("baseline.jpg")))
        .isInstanceOf(ImageTooLargeException.class)
        .hasMessage("The file of 850 bytes is too large: at most 100 bytes are read");
  }

  @Test
  void reportsTheTypeOfAFileBeforeItsSize() {
    ImageDecoder strict = TestImages.decoder(new ImageLimits(4, 1000));

    assertThatThrownBy(() -> strict.readHeader("a video".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(NotAnImageException.class);
    assertThatThrownBy(() -> strict.readHeader("II+\0abcd".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(UnsupportedImageException.class);
  }

  @Test
  void rejectsAnImageOfTooManyPixels() {
    ImageDecoder strict = TestImages.decoder(new ImageLimits(10_000, 767));

    assertThatThrownBy(() -> strict.decode(TestImages.read("rgb.png"), 0))
        .isInstanceOf(ImageTooLargeException.class)
        .hasMessage("The image of 32 x 24 pixels is too large: at most 767 pixels are decoded");
  }

  @Test
  void countsWholeTilesOfATiffAndTheSamplesOfOne() throws ImageException {
    TiffWriter writer =
        new TiffWriter(ByteOrder.LITTLE_ENDIAN, 1, 1, UnusualTiffs.BLACK_IS_ZERO, 8)
            .set(TiffWriter.TILE_WIDTH, 32)
            .set(TiffWriter.TILE_HEIGHT, 16)
            .add(new byte[32 * 16]);
    byte[] tiff = writer.write();

    TestImages.decoder(new ImageLimits(10_000, 32 * 16 + 32 * 16 / 4)).decode(tiff, 0).close();
    ImageDecoder strict = TestImages.decoder(new ImageLimits(10_000, 32 * 16 + 32 * 16 / 4 - 1));
    assertThatThrownBy(() -> strict.decode(tiff, 0))
        .isInstanceOf(ImageTooLargeException.class)
        .hasMessage("The image of 1 x 1 pixels is too large: at most 639 pixels are decoded");
  }

  @Test
  void rejectsATiffThatClaimsToBeLargeBeforeItsStripsAreRead() {
    byte[] tiff =
        new TiffWriter(ByteOrder.LITTLE_ENDIAN, 65_535, 65_535, UnusualTiffs.RGB, 8, 8, 8).write();

    assertThatThrownBy(() -> decoder.decode(tiff, 0))
        .isInstanceOf(ImageTooLargeException.class)
        .hasMessageContaining("65535 x 65535");
  }

  @Test
  void countsThePixelsOfABaselineJpegAfterScaling() throws ImageException {
    ImageDecoder strict = TestImages.decoder(new ImageLimits(10_000, 768));

    try (RgbImage image = strict.decode(TestImages.read("large.jpg"), 24)) {
      assertThat(image.width()).isEqualTo(32);
    }
    assertThatThrownBy(() -> strict.decode(TestImages.read("large.jpg"), 25))
        .isInstanceOf(ImageTooLargeException.class);
  }

  @Test
  void rejectsASideThatNoCameraHas() {
    byte[] bmp = TestImages.read("rgb24.bmp");
    bmp[20] = 1;

    assertThatThrownBy(() -> decoder.readHeader(bmp))
        .isInstanceOf(ImageTooLargeException.class)
        .hasMessage("The image of 65568 x 24 pixels is too large: a side has at most 65535");
  }

  @Test
  void readsTheSizeOfAWebpFromItsFirstBitStream() throws ImageException {
    byte[] first = TestImages.read("lossless.webp");
    byte[] second = TestImages.read("lossy.webp");
    byte[] both = Arrays.copyOf(first, first.length + second.length - 12);
    System.arraycopy(second, 12, both, first.length, second.length - 12);
    both[first.length + 14] = 1;

    assertThat(decoder.readHeader(both).width()).isEqualTo(32);
    both[12] = '?';
    assertThatThrownBy(() -> decoder.readHeader(both)).isInstanceOf(CorruptImageException.class);
  }

  @Test
  void rejectsAnImageWithoutPixels() {
    byte[] png = TestImages.read("rgb.png");
    Arrays.fill(png, 16, 20, (byte) 0);

    assertThatThrownBy(() -> decoder.decode(png, 0))
        .isInstanceOf(CorruptImageException.class)
        .hasMessage("The image has no pixels: it claims 0 x 24");
  }

  @Test
  void aClosedImageCannotBeRead() throws ImageException {
    RgbImage image = decoder.decode(TestImages.read("rgb.png"), 0);
    image.close();
    image.close();

    assertThatThrownBy(() -> image.readRow(0, 0, 1, new int[1]))
        .isInstanceOf(IllegalStateException.class);
  }

  private static int largestDifference(RgbImage image, String expected) {
    byte[] actual = TestImages.rgb(image);
    byte[] wanted = TestImages.read(expected);
    assertThat(actual).hasSameSizeAs(wanted);
    int largest = 0;
    for (int i = 0; i < actual.length; i++) {
      int difference = Byte.toUnsignedInt(actual[i]) - Byte.toUnsignedInt(wanted[i]);
      largest = Math.max(largest, Math.abs(difference));
    }
    return largest;
  }
}
