package io.github.snaplabel.image.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.image.JpegWriter;
import io.github.snaplabel.image.TestImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with Leptonica, whose pixels the model's accuracy was measured with. */
class ScaledJpegDecoderTest {
  static List<Path> photos() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("model/calibration"))) {
      return files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("photos")
  void decodesThePixelsOfRealPhotos(Path photo) throws IOException {
    PixelComparison.assertSamePixels(Files.readAllBytes(photo), photo.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "large.jpg",
        "gray.jpg",
        "444.jpg",
        "baseline.jpg",
        "restarts.jpg",
        "orientation-6.jpg",
        "progressive.jpg"
      })
  void decodesThePixelsOfSmallImages(String name) {
    PixelComparison.assertSamePixels(TestImages.read(name), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"noise", "edges", "ramp", "white"})
  void decodesThePixelsOfAllSizesSamplingsQualitiesAndTables(String pattern) {
    for (float quality : new float[] {0, 0.3f, 0.75f, 0.95f, 1}) {
      for (int size = 1; size < 70; size += 3) {
        JpegWriter writer = new JpegWriter(quality, 1 + size % 2, size % 5, size % 3 == 0);
        byte[] jpeg = writer.write(JpegWriter.image(pattern, size, 71 - size, false));
        PixelComparison.assertSamePixels(jpeg, writer + " " + size);
        byte[] gray = writer.write(JpegWriter.image(pattern, 71 - size, size, true));
        PixelComparison.assertSamePixels(gray, writer + " gray " + size);
      }
    }
  }

  @Test
  void decodesMoreDataThanTheWindowHolds() {
    byte[] jpeg = new JpegWriter(1, 2, 0, false).write(JpegWriter.image("noise", 700, 500, false));

    assertThat(jpeg).hasSizeGreaterThan(3 * EntropyCodedSegment.WINDOW_BYTES);
    PixelComparison.assertSamePixels(jpeg, "noise");
    PixelComparison.assertSamePixels(
        new JpegWriter(1, 1, 44, true).write(JpegWriter.image("noise", 700, 500, false)),
        "noise with restarts");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7, 16})
  void decodesRestartIntervalsThatCrossTheWindow(int interval) {
    for (int sampling = 1; sampling <= 2; sampling++) {
      JpegWriter writer = new JpegWriter(1, sampling, interval, false);
      byte[] jpeg = writer.write(JpegWriter.image("noise", 700, 500, false));
      assertThat(jpeg).hasSizeGreaterThan(3 * EntropyCodedSegment.WINDOW_BYTES);
      PixelComparison.assertSamePixels(jpeg, writer.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16})
  void decodesRestartIntervalsOfALargeSmoothImage(int interval) {
    JpegWriter writer = new JpegWriter(0.75f, 1, interval, true);

    PixelComparison.assertSamePixels(
        writer.write(JpegWriter.image("ramp", 2000, 3000, true)), writer.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"arithmetic.jpg", "not-interleaved.jpg", "cmyk.jpg", "ycck.jpg"})
  void isAbsentForAJpegThatIsNotCommon(String name) {
    assertThat(ScaledJpegDecoder.of(TestImages.read(name), 8)).isEmpty();
  }

  @Test
  void isAbsentForHeadersThatAreTruncatedAnywhere() {
    byte[] file = TestImages.read("444.jpg");
    int scan = indexOfScanData(file);
    for (int length = 0; length < scan; length++) {
      assertThat(ScaledJpegDecoder.of(Arrays.copyOf(file, length), 4)).as("%d", length).isEmpty();
    }
    assertThat(ScaledJpegDecoder.of(Arrays.copyOf(file, scan), 4)).isPresent();
  }

  @Test
  void isAbsentIfTheHeaderOfTheScanClaimsMoreBytesThanThereAre() {
    byte[] file = TestImages.read("444.jpg");
    int scan = indexOfScanData(file);
    byte[] truncated = Arrays.copyOf(file, scan);
    truncated[scan - 12] = 0x20;

    assertThat(ScaledJpegDecoder.of(truncated, 4)).isEmpty();
  }

  @Test
  void rejectsDataThatIsTruncatedAnywhere() {
    byte[] file = TestImages.read("restarts.jpg");
    for (int length = indexOfScanData(file); length < file.length; length++) {
      ScaledJpegDecoder decoder =
          ScaledJpegDecoder.of(Arrays.copyOf(file, length), 4).orElseThrow();
      assertThat(decoder.decode((y, row) -> {})).as("%d bytes", length).isFalse();
    }
    assertThat(ScaledJpegDecoder.of(file, 4).orElseThrow().decode((y, row) -> {})).isTrue();
  }

  private static int indexOfScanData(byte[] jpeg) {
    for (int i = 0; i < jpeg.length; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xda) {
        return i + 2 + (jpeg[i + 2] << 8 | jpeg[i + 3]);
      }
    }
    throw new IllegalArgumentException("There is no scan");
  }
}
