package io.github.snaplabel.image.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.snaplabel.image.ByteEdits;
import io.github.snaplabel.image.JpegWriter;
import io.github.snaplabel.image.ProgressiveJpegWriter;
import io.github.snaplabel.image.ProgressiveJpegWriter.Scan;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with Leptonica, as {@link ScaledJpegDecoderTest} does for sequential JPEGs. */
class ProgressiveDecoderTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final ProgressiveJpegWriter COLOR =
      new ProgressiveJpegWriter(100, 75, 2, 0.3, 0, false);

  @ParameterizedTest
  @ValueSource(strings = {"noise", "edges", "ramp", "white"})
  void decodesThePixelsOfAllSizesSamplingsQualitiesAndTables(String pattern) {
    for (float quality : new float[] {0.3f, 0.75f, 1}) {
      for (int size = 1; size < 70; size += 6) {
        JpegWriter writer = new JpegWriter(quality, 1 + size % 2, size % 5, true);
        byte[] jpeg = writer.writeProgressive(JpegWriter.image(pattern, size, 71 - size, false));
        PixelComparison.assertSamePixels(jpeg, writer + " " + size);
        byte[] gray = writer.writeProgressive(JpegWriter.image(pattern, 71 - size, size, true));
        PixelComparison.assertSamePixels(gray, writer + " gray " + size);
      }
    }
  }

  @Test
  void decodesMoreDataThanTheWindowHolds() {
    JpegWriter writer = new JpegWriter(1, 2, 0, true);
    byte[] jpeg = writer.writeProgressive(JpegWriter.image("noise", 700, 500, false));

    assertThat(jpeg).hasSizeGreaterThan(3 * EntropyCodedSegment.WINDOW_BYTES);
    PixelComparison.assertSamePixels(jpeg, "noise");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.02, 0.3, 1})
  void decodesAnyScansOfAnyCoefficients(double density) {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 60; i++) {
      ProgressiveJpegWriter writer =
          new ProgressiveJpegWriter(
              random.nextInt(1, 80),
              random.nextInt(1, 80),
              i % 3,
              density,
              i % 4 == 0 ? random.nextInt(1, 20) : 0,
              i % 2 == 0);
      List<Scan> scans = ProgressiveJpegWriter.manyScans(random, i % 3 == 0 ? 1 : 3);
      if (scans.size() <= 50) {
        PixelComparison.assertSamePixels(writer.write(scans, i), writer + " " + scans);
      }
    }
  }

  @Test
  void leavesScansThatDoNotEndWithTheLastBitToLibjpeg() {
    List<Scan> scans = ProgressiveJpegWriter.usualScans();
    for (int missing = 0; missing < scans.size(); missing++) {
      List<Scan> some = new ArrayList<>(scans);
      some.remove(missing);
      assertThat(isDecoded(COLOR.write(some, 1))).as("without scan %d", missing).isFalse();
    }
    assertThat(isDecoded(COLOR.write(scans, 1))).isTrue();
  }

  @Test
  void leavesScansThatRepeatBitsToLibjpeg() {
    List<Scan> scans = ProgressiveJpegWriter.usualScans();
    for (Scan repeated : scans) {
      List<Scan> more = new ArrayList<>(scans);
      more.add(repeated);
      assertThat(isDecoded(COLOR.write(more, 1))).as("%s", repeated).isFalse();
    }
  }

  @Test
  void leavesMoreScansThanEncodersWriteToLibjpeg() {
    List<Scan> scans = new ArrayList<>(List.of(new Scan(-1, 0, 0, 0, 0)));
    for (int i = 1; i < 64; i++) {
      scans.add(new Scan(0, i, i, 0, 0));
    }
    ProgressiveJpegWriter gray = new ProgressiveJpegWriter(30, 30, 0, 0.3, 0, false);

    assertThat(isDecoded(gray.write(scans, 1))).isFalse();
    scans.subList(40, scans.size()).clear();
    scans.add(new Scan(0, 40, 63, 0, 0));
    assertThat(isDecoded(gray.write(scans, 1))).isTrue();
  }

  @Test
  void rejectsDataThatIsTruncatedAnywhere() {
    byte[] file = COLOR.write(ProgressiveJpegWriter.usualScans(), 1);
    assertThat(isDecoded(file)).isTrue();
    for (int length = file.length - 1; length > 0; length--) {
      byte[] truncated = Arrays.copyOf(file, length);
      assertThat(isDecoded(truncated)).as("%d bytes", length).isFalse();
      if (length != file.length - 2) {
        byte[] ended = ByteEdits.join(truncated, ByteEdits.bytes(0xff, 0xd9));
        assertThat(isDecoded(ended)).as("%d bytes, with an end", length).isFalse();
      }
    }
  }

  @Test
  void leavesAFileThatIsTooShortForItsFrameToLibjpeg() {
    byte[] file = COLOR.write(ProgressiveJpegWriter.usualScans(), 1);
    byte[] huge = ByteEdits.set(file, indexOfFrame(file) + 5, 0x7f, 0xff, 0x7f, 0xff);

    assertThat(ScaledJpegDecoder.of(huge, 4)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void allocatesAtMostHalfOfWhatLibjpegStores(int sampling) {
    int side = 1200;
    ProgressiveJpegWriter writer = new ProgressiveJpegWriter(side, side, sampling, 0, 0, false);
    List<Scan> scans =
        sampling == 0
            ? List.of(new Scan(0, 0, 0, 0, 0), new Scan(0, 1, 63, 0, 0))
            : ProgressiveJpegWriter.usualScans();
    byte[] file = writer.write(scans, 1);
    double components = new double[] {1, 3, 1.5}[sampling];
    long before = THREADS.getCurrentThreadAllocatedBytes();

    assertThat(isDecoded(file)).isTrue();

    // Libjpeg stores 64 coefficients of two bytes for each block of 64 samples.
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .isLessThan((long) (2 * side * side * components * 0.6) + (1 << 20));
  }

  @Test
  void readsEachByteOfManyScansOnce() {
    ProgressiveJpegWriter writer = new ProgressiveJpegWriter(300, 300, 0, 0.3, 0, false);
    byte[] file = writer.write(ProgressiveJpegWriter.manyScans(new SplittableRandom(2), 1), 1);
    CountingByteRange bytes = new CountingByteRange(file);

    assertThat(ScaledJpegDecoder.of(bytes, 8).orElseThrow().decode((y, row) -> {})).isTrue();

    assertThat(bytes.reads()).isLessThan(file.length * 11L / 10);
  }

  private static int indexOfFrame(byte[] jpeg) {
    for (int i = 0; i < jpeg.length; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xc2) {
        return i;
      }
    }
    throw new IllegalArgumentException("There is no frame header");
  }

  private static boolean isDecoded(byte[] jpeg) {
    return ScaledJpegDecoder.of(jpeg, 4)
        .map(decoder -> decoder.decode((y, row) -> {}))
        .orElse(false);
  }
}
