package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.snaplabel.image.ProgressiveJpegWriter.Scan;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decodes JPEGs that deviate from the standard, as those of real cameras do, and hostile ones. */
class JpegFileTest {
  private static final int START_OF_FRAME = 0xc0;
  private static final int HUFFMAN_TABLE = 0xc4;
  private static final int START_OF_SCAN = 0xda;

  private final ImageDecoder decoder = TestImages.decoder();
  private final byte[] baseline = TestImages.read("baseline.jpg");
  private final byte[] progressive = TestImages.read("progressive.jpg");

  @Test
  void ignoresBytesBehindTheEnd() throws ImageException {
    assertDecodesLikeBaseline(insert(baseline, baseline.length, bytes(0, 0, 0xff, 0xd8, 1, 2, 3)));
  }

  @Test
  void ignoresFillBytesBeforeAMarker() throws ImageException {
    int at = indexOf(baseline, HUFFMAN_TABLE) - 1;

    assertDecodesLikeBaseline(insert(baseline, at, bytes(0xff, 0xff, 0xff)));
  }

  @Test
  void ignoresStrayBytesBetweenSegments() throws ImageException {
    int at = indexOf(baseline, HUFFMAN_TABLE) - 1;

    assertDecodesLikeBaseline(insert(baseline, at, bytes(1, 2, 3)));
  }

  @Test
  void ignoresTheSpectralSelectionOfASequentialScan() throws ImageException {
    // Marker, length, count, three components of two bytes: then selection and approximation.
    int at = indexOf(baseline, START_OF_SCAN) + 1 + 2 + 1 + 3 * 2;
    assertThat(baseline[at + 1]).isEqualTo((byte) 63);
    byte[] deviating = baseline.clone();
    deviating[at + 1] = 0;

    assertDecodesLikeBaseline(deviating);
  }

  @Test
  void anExpectedWarningDoesNotHideDamage() {
    byte[] deviating = insert(baseline, indexOf(baseline, HUFFMAN_TABLE) - 1, bytes(1, 2, 3));
    byte[] halved =
        insert(
            Arrays.copyOf(deviating, deviating.length - 200),
            deviating.length - 200,
            bytes(0xff, 0xd9));

    assertThatThrownBy(() -> decoder.decode(halved, 0)).isInstanceOf(CorruptImageException.class);
  }

  @Test
  void rejectsATruncatedJpegWithAnAddedEnd() {
    int length = baseline.length - 200;
    byte[] halved = insert(Arrays.copyOf(baseline, length), length, bytes(0xff, 0xd9));

    assertThatThrownBy(() -> decoder.decode(halved, 0))
        .isInstanceOf(CorruptImageException.class)
        .hasMessage(
            "The JPEG of 32 x 24 pixels cannot be decoded to its end:"
                + " its %d bytes are damaged or truncated",
            halved.length);
  }

  @Test
  void rejectsAnArithmeticCodedJpegWithoutAnEndBecauseItsDataDoesNotTellIt() {
    for (String name : List.of("arithmetic.jpg", "arithmetic-progressive.jpg")) {
      byte[] file = TestImages.read(name);
      byte[] truncated = Arrays.copyOf(file, file.length - 2);

      assertThatThrownBy(() -> decoder.readHeader(truncated))
          .isInstanceOf(CorruptImageException.class)
          .hasMessage("The JPEG is truncated: its %d bytes have no end marker", truncated.length);
    }
  }

  @Test
  void aProgressiveJpegWithoutAnEndHasToHaveTheLastBitsOfAllCoefficients() throws ImageException {
    ProgressiveJpegWriter writer = new ProgressiveJpegWriter(32, 24, 2, 0.3, 0, false);
    List<Scan> scans = ProgressiveJpegWriter.usualScans();
    assertThat(decoder.readHeader(withoutEnd(writer.write(scans, 7))).width()).isEqualTo(32);

    List<Scan> refinements = scans.stream().filter(scan -> scan.low() == 0).toList();
    assertThat(refinements).hasSize(4).anyMatch(scan -> scan.first() == 0);
    for (Scan refinement : refinements) {
      byte[] lacking =
          writer.write(scans.stream().filter(scan -> !scan.equals(refinement)).toList(), 7);

      assertThat(decoder.readHeader(lacking).width()).isEqualTo(32);
      assertThatThrownBy(() -> decoder.readHeader(withoutEnd(lacking)))
          .as("%s", refinement)
          .isInstanceOf(CorruptImageException.class)
          .hasMessageEndingWith("have no end marker");
    }
  }

  private static byte[] withoutEnd(byte[] jpeg) {
    return Arrays.copyOf(jpeg, jpeg.length - 2);
  }

  @Test
  void rejectsAJpegOfThousandsOfScans() {
    int scan = indexOf(progressive, START_OF_SCAN) - 1;
    byte[] again = Arrays.copyOfRange(progressive, scan, progressive.length - 2);
    ByteArrayOutputStream hostile = new ByteArrayOutputStream();
    hostile.write(progressive, 0, progressive.length - 2);
    for (int i = 0; i < 1000; i++) {
      hostile.write(again, 0, again.length);
    }
    hostile.write(0xff);
    hostile.write(0xd9);

    assertThatThrownBy(() -> decoder.readHeader(hostile.toByteArray()))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessage("A JPEG of more than 50 scans is not decoded: it would take too long");
  }

  @Test
  void rejectsMoreBlocksThanItsBytesCanHold() {
    byte[] huge = withSize(baseline, START_OF_FRAME, 60_000);

    assertThatThrownBy(() -> decoder.readHeader(huge))
        .isInstanceOf(CorruptImageException.class)
        .hasMessage(
            "The JPEG is truncated: its %d bytes cannot hold 60000 x 60000 pixels"
                .formatted(huge.length));
  }

  @Test
  void acceptsAJpegWhoseBlocksHaveTwoBitsEach() throws ImageException {
    byte[] white =
        new JpegWriter(0.75f, 1, 0, true).write(JpegWriter.image("white", 4000, 4000, true));

    // 250,000 blocks: a quarter of a byte each, and the headers.
    assertThat(white).hasSizeBetween(62_500, 63_500);
    assertThat(decoder.readHeader(white).width()).isEqualTo(4000);
  }

  @ParameterizedTest
  @CsvSource({"arithmetic.jpg, 0xc9", "arithmetic-progressive.jpg, 0xca"})
  void rejectsFarMoreArithmeticCodedBlocksThanAPhotoHas(String name, int frame) {
    byte[] huge = withSize(TestImages.read(name), frame, 60_000);

    assertThatThrownBy(() -> decoder.readHeader(huge))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessageStartingWith("A JPEG with arithmetic coding and ")
        .hasMessageEndingWith(" is not decoded: it would take too long");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x10, 0x01, 0x51, 0x15})
  void rejectsInvalidSamplingFactors(int sampling) {
    byte[] gray = TestImages.read("gray.jpg");
    gray[indexOf(gray, START_OF_FRAME) + 10] = (byte) sampling;

    for (ImageDecoder each : List.of(decoder, TestImages.javaDecoder(ImageLimits.DEFAULT))) {
      assertThatThrownBy(() -> each.decode(gray, 0))
          .isInstanceOf(CorruptImageException.class)
          .hasMessageStartingWith("The JPEG has a sampling factor of ");
    }
  }

  @Test
  void rejectsASecondFrameWhichCouldHideTheSizeOfTheFirst() {
    int frame = indexOf(progressive, 0xc2) - 1;
    byte[] second = Arrays.copyOfRange(progressive, frame, frame + 2 + 17);
    byte[] file = insert(progressive, progressive.length - 2, second);

    assertThatThrownBy(() -> decoder.readHeader(file))
        .isInstanceOf(CorruptImageException.class)
        .hasMessage("The JPEG has two frame headers");
  }

  @Test
  void rejectsAnUnknownMarkerWhichCouldHideScans() {
    byte[] file = insert(progressive, progressive.length - 2, bytes(0xff, 0x02, 0, 2));

    assertThatThrownBy(() -> decoder.readHeader(file))
        .isInstanceOf(CorruptImageException.class)
        .hasMessage("The JPEG has an unknown marker, 0x02");
  }

  @Test
  void countsAllPixelsOfAProgressiveJpegBecauseTheyAreKeptInMemory() throws ImageException {
    assertThat(read(progressive).pixelsInMemory(PixelDemand.all(3))).isEqualTo(32 * 24);
    assertThat(read(baseline).pixelsInMemory(PixelDemand.all(3))).isEqualTo(4 * 3);
  }

  private static EncodedImage read(byte[] file) throws ImageException {
    return ImageSniffer.parse(new Bytes(file), ImageLimits.DEFAULT, HeicDecoding.ON);
  }

  private void assertDecodesLikeBaseline(byte[] file) throws ImageException {
    try (RgbImage expected = decoder.decode(baseline, 0);
        RgbImage actual = decoder.decode(file, 0)) {
      assertThat(TestImages.rgb(actual)).isEqualTo(TestImages.rgb(expected));
    }
  }

  /** Returns the offset of the second byte of the first such marker. */
  static int indexOf(byte[] jpeg, int marker) {
    for (int i = 1; i < jpeg.length; i++) {
      if (jpeg[i] == (byte) marker && jpeg[i - 1] == (byte) 0xff) {
        return i;
      }
    }
    throw new IllegalArgumentException("No such marker: " + marker);
  }

  /** Returns the JPEG with another width and height in its frame header. */
  private static byte[] withSize(byte[] jpeg, int frame, int side) {
    byte[] changed = jpeg.clone();
    ByteBuffer.wrap(changed)
        .position(indexOf(changed, frame) + 4)
        .putShort((short) side)
        .putShort((short) side);
    return changed;
  }

  private static byte[] insert(byte[] file, int at, byte[] added) {
    byte[] result = Arrays.copyOf(file, file.length + added.length);
    System.arraycopy(added, 0, result, at, added.length);
    System.arraycopy(file, at, result, at + added.length, file.length - at);
    return result;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
