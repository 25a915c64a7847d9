package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.image.leptonica.Leptonica;
import io.github.snaplabel.image.leptonica.Pix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with what Leptonica decodes, whose pixels the model's answers were measured with. */
class ScaledJpegDecoderTest {
  private final Leptonica leptonica = TestImages.leptonica();
  private final ImageDecoder plain = TestImages.decoder();
  private final ImageDecoder inJava = TestImages.javaDecoder(ImageLimits.DEFAULT);

  static List<Path> photos() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("model/calibration"))) {
      return files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("photos")
  void decodesThePixelsOfRealPhotos(Path photo) throws Exception {
    assertSamePixels(Files.readAllBytes(photo), photo.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "large.jpg",
        "gray.jpg",
        "444.jpg",
        "baseline.jpg",
        "restarts.jpg",
        "orientation-6.jpg"
      })
  void decodesThePixelsOfSmallPictures(String name) throws Exception {
    assertSamePixels(TestImages.read(name), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"noise", "edges", "ramp", "white"})
  void decodesThePixelsOfAllSizesSamplingsQualitiesAndTables(String pattern) throws Exception {
    for (float quality : new float[] {0, 0.3f, 0.75f, 0.95f, 1}) {
      for (int size = 1; size < 70; size += 3) {
        JpegWriter writer = new JpegWriter(quality, 1 + size % 2, size % 5, size % 3 == 0);
        byte[] jpeg = writer.write(JpegWriter.picture(pattern, size, 71 - size, false));
        assertSamePixels(jpeg, writer + " " + size);
        byte[] grey = writer.write(JpegWriter.picture(pattern, 71 - size, size, true));
        assertSamePixels(grey, writer + " grey " + size);
      }
    }
  }

  @Test
  void decodesMoreDataThanItsWindowHolds() throws Exception {
    byte[] jpeg =
        new JpegWriter(1, 2, 0, false).write(JpegWriter.picture("noise", 700, 500, false));

    assertThat(jpeg).hasSizeGreaterThan(3 << 16);
    assertSamePixels(jpeg, "noise");
    assertSamePixels(
        new JpegWriter(1, 1, 44, true).write(JpegWriter.picture("noise", 700, 500, false)),
        "noise with restarts");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7, 16})
  void decodesRestartIntervalsThatCrossItsWindow(int interval) throws Exception {
    for (int sampling = 1; sampling <= 2; sampling++) {
      JpegWriter writer = new JpegWriter(1, sampling, interval, false);
      byte[] jpeg = writer.write(JpegWriter.picture("noise", 700, 500, false));
      assertThat(jpeg)
          .hasSizeGreaterThan(3 * io.github.snaplabel.image.jpeg.EntropyCodedSegment.WINDOW);
      assertSamePixels(jpeg, writer.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 16})
  void decodesRestartIntervalsOfALargeSmoothPicture(int interval) throws Exception {
    JpegWriter writer = new JpegWriter(0.75f, 1, interval, true);

    assertSamePixels(writer.write(JpegWriter.picture("ramp", 2000, 3000, true)), writer.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "progressive.jpg",
        "arithmetic.jpg",
        "not-interleaved.jpg",
        "cmyk.jpg",
        "ycck.jpg"
      })
  void leavesToLeptonicaWhatIsNotCommon(String name) throws Exception {
    JpegFile file =
        (JpegFile) ImageSniffer.read(new Bytes(TestImages.read(name)), ImageLimits.DEFAULT);

    assertThat(file.decodeReduced(leptonica, 1)).isNull();
  }

  @Test
  void leavesToLeptonicaWhatIsNotLarge() throws Exception {
    JpegFile file =
        (JpegFile) ImageSniffer.read(new Bytes(TestImages.read("large.jpg")), ImageLimits.DEFAULT);

    assertThat(file.decodeReduced(leptonica, 93)).isNull();
    assertThat(file.decodeReduced(leptonica, 0)).isNull();
  }

  @Test
  void refusesWhatLeptonicaRefusesOfAJpegThatIsCutOff() {
    for (String name : List.of("baseline.jpg", "restarts.jpg", "444.jpg", "gray.jpg")) {
      byte[] file = TestImages.read(name);
      for (int length = 20; length < file.length; length++) {
        byte[] cut = Arrays.copyOf(file, length);
        assertSameOutcome(cut, name + " cut at " + length);
        cut[length - 2] = (byte) 0xff;
        cut[length - 1] = (byte) 0xd9;
        assertSameOutcome(cut, name + " ended at " + length);
      }
    }
  }

  @Test
  void refusesWhatLeptonicaRefusesOfRestarts() {
    byte[] file = TestImages.read("restarts.jpg");
    List<Integer> markers = new ArrayList<>();
    for (int i = 1; i < file.length; i++) {
      if (file[i - 1] == (byte) 0xff && (file[i] & 0xf8) == 0xd0) {
        markers.add(i);
      }
    }
    assertThat(markers).isNotEmpty();
    for (int at : markers) {
      for (int value : new int[] {0, 1, 0xd0, 0xd3, 0xd7, 0xd9, 0xda, 0xfe, 0xff}) {
        byte[] changed = file.clone();
        changed[at] = (byte) value;
        assertSameOutcome(changed, "marker at %d is %02x".formatted(at, value));
      }
      byte[] without = Arrays.copyOf(file, file.length - 2);
      System.arraycopy(file, at + 1, without, at - 1, file.length - at - 1);
      assertSameOutcome(without, "without the marker at " + at);
    }
  }

  private void assertSamePixels(byte[] jpeg, String name) throws Exception {
    JpegFile file = (JpegFile) ImageSniffer.read(new Bytes(jpeg), ImageLimits.DEFAULT);
    int shorter = Math.min(file.header().width(), file.header().height());
    // What is small may be reduced to an eighth where a quarter would be enough.
    for (int shorterSide : new int[] {Math.ceilDiv(shorter, 4), Math.ceilDiv(shorter, 8)}) {
      try (Arena arena = Arena.ofConfined();
          Pix expected = file.decode(leptonica, arena, shorterSide);
          Pix actual = Objects.requireNonNull(file.decodeReduced(leptonica, shorterSide), name)) {
        assertThat(pixels(actual)).as("%s to %d", name, shorterSide).isEqualTo(pixels(expected));
      }
    }
  }

  private static int[] pixels(Pix pix) {
    int[] pixels = new int[pix.width() * pix.height()];
    int[] row = new int[pix.width()];
    for (int y = 0; y < pix.height(); y++) {
      pix.readRow(y, row);
      for (int x = 0; x < row.length; x++) {
        pixels[y * row.length + x] = row[x] >>> 8;
      }
    }
    return pixels;
  }

  private void assertSameOutcome(byte[] jpeg, String name) {
    assertThat(outcome(inJava, jpeg)).as(name).isEqualTo(outcome(plain, jpeg));
  }

  private static List<?> outcome(ImageDecoder decoder, byte[] jpeg) {
    try (RgbImage image = decoder.decode(jpeg, 1)) {
      byte[] rgb = TestImages.rgb(image);
      return List.of(image.width(), image.height(), Arrays.hashCode(rgb));
    } catch (ImageException refused) {
      return List.of(refused.getClass(), String.valueOf(refused.getMessage()));
    }
  }
}
