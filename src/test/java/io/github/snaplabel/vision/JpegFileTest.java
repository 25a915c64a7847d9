package io.github.snaplabel.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * What JPEGs of real cameras have that the standard does not foresee, and what hostile ones have.
 */
class JpegFileTest {
  private static final int HUFFMAN_TABLE = 0xc4;
  private static final int START_OF_SCAN = 0xda;

  private final ImageDecoder decoder = Pictures.decoder();
  private final byte[] baseline = Pictures.read("baseline.jpg");
  private final byte[] progressive = Pictures.read("progressive.jpg");

  @Test
  void ignoresWhatFollowsTheEnd() throws ImageException {
    assertDecodesAsEver(insert(baseline, baseline.length, bytes(0, 0, 0xff, 0xd8, 1, 2, 3)));
  }

  @Test
  void ignoresFillBytesBeforeAMarker() throws ImageException {
    int at = indexOf(baseline, HUFFMAN_TABLE) - 1;

    assertDecodesAsEver(insert(baseline, at, bytes(0xff, 0xff, 0xff)));
  }

  @Test
  void ignoresStrayBytesBetweenSegments() throws ImageException {
    int at = indexOf(baseline, HUFFMAN_TABLE) - 1;

    assertDecodesAsEver(insert(baseline, at, bytes(1, 2, 3)));
  }

  @Test
  void ignoresTheSpectralSelectionOfASequentialScan() throws ImageException {
    // Marker, length, count, three components of two bytes: then selection and approximation.
    int at = indexOf(baseline, START_OF_SCAN) + 1 + 2 + 1 + 3 * 2;
    assertThat(baseline[at + 1]).isEqualTo((byte) 63);
    byte[] odd = baseline.clone();
    odd[at + 1] = 0;

    assertDecodesAsEver(odd);
  }

  @Test
  void anOddityDoesNotExcuseDamage() {
    byte[] odd = insert(baseline, indexOf(baseline, HUFFMAN_TABLE) - 1, bytes(1, 2, 3));
    byte[] halved =
        insert(Arrays.copyOf(odd, odd.length - 200), odd.length - 200, bytes(0xff, 0xd9));

    assertThatThrownBy(() -> decoder.decode(halved, 0)).isInstanceOf(CorruptImage.class);
  }

  @Test
  void refusesAJpegThatWasCutOffAndPatchedWithAnEnd() {
    int length = baseline.length - 200;
    byte[] halved = insert(Arrays.copyOf(baseline, length), length, bytes(0xff, 0xd9));

    assertThatThrownBy(() -> decoder.decode(halved, 0))
        .isInstanceOf(CorruptImage.class)
        .hasMessage(
            "The JPEG of 32 x 24 pixels cannot be decoded to its end:"
                + " its %d bytes are damaged or cut off",
            halved.length);
  }

  @Test
  void refusesAJpegWithoutAnEnd() {
    byte[] cut = Arrays.copyOf(baseline, baseline.length - 2);

    assertThatThrownBy(() -> decoder.readHeader(cut))
        .isInstanceOf(CorruptImage.class)
        .hasMessage("The JPEG is cut off: its %d bytes have no end marker", cut.length);
  }

  @Test
  void refusesAJpegOfThousandsOfScans() {
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
        .isInstanceOf(UnsupportedImage.class)
        .hasMessage("A JPEG of more than 50 scans is not decoded: it would take too long");
  }

  @Test
  void refusesASecondFrameWhichCouldHideTheSizeOfTheFirst() {
    int frame = indexOf(progressive, 0xc2) - 1;
    byte[] second = Arrays.copyOfRange(progressive, frame, frame + 2 + 17);
    byte[] file = insert(progressive, progressive.length - 2, second);

    assertThatThrownBy(() -> decoder.readHeader(file))
        .isInstanceOf(CorruptImage.class)
        .hasMessage("The JPEG has two frame headers");
  }

  @Test
  void refusesAnUnknownMarkerWhichCouldHideScans() {
    byte[] file = insert(progressive, progressive.length - 2, bytes(0xff, 0x02, 0, 2));

    assertThatThrownBy(() -> decoder.readHeader(file))
        .isInstanceOf(CorruptImage.class)
        .hasMessage("The JPEG has an unknown marker, 0x02");
  }

  @Test
  void countsAllPixelsOfAProgressiveJpegForTheyAreKeptInMemory() throws ImageException {
    assertThat(read(progressive).pixelsInMemory(3)).isEqualTo(32 * 24);
    assertThat(read(baseline).pixelsInMemory(3)).isEqualTo(4 * 3);
  }

  private static EncodedImage read(byte[] file) throws ImageException {
    return ImageSniffer.read(file, ImageLimits.DEFAULT);
  }

  private void assertDecodesAsEver(byte[] file) throws ImageException {
    try (RgbImage expected = decoder.decode(baseline, 0);
        RgbImage actual = decoder.decode(file, 0)) {
      assertThat(Pictures.rgb(actual)).isEqualTo(Pictures.rgb(expected));
    }
  }

  /** Where the byte after the first 0xff stands that makes this marker. */
  static int indexOf(byte[] jpeg, int marker) {
    for (int i = 1; i < jpeg.length; i++) {
      if (jpeg[i] == (byte) marker && jpeg[i - 1] == (byte) 0xff) {
        return i;
      }
    }
    throw new IllegalArgumentException("No such marker: " + marker);
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
