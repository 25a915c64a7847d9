package io.github.snaplabel.image.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.image.ByteEdits;
import io.github.snaplabel.image.JpegWriter;
import io.github.snaplabel.image.TestImages;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletenessCheckTest {
  private static final byte[] END = ByteEdits.bytes(0xff, 0xd9);
  private static final int START_OF_SCAN = 0xda;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline.jpg",
        "restarts.jpg",
        "444.jpg",
        "gray.jpg",
        "cmyk.jpg",
        "not-interleaved.jpg",
        "progressive.jpg"
      })
  void tellsDataThatLastFromDataThatEndEarly(String name) {
    byte[] file = TestImages.read(name);

    assertThat(CompletenessCheck.isComplete(file)).isTrue();
    // The last bits may be padding, and the last blocks may take less than a byte each.
    assertEarlyEndIsNoticed(file, lastScanData(file), file.length - 4);
  }

  @Test
  void readsTheScansOfAProgressiveImageWithRefinements() {
    byte[] file = JpegWriter.progressive(JpegWriter.image("noise", 200, 120, false));

    assertThat(CompletenessCheck.isComplete(file)).isTrue();
    assertEarlyEndIsNoticed(file, file.length - 200, file.length - 4);
  }

  private static void assertEarlyEndIsNoticed(byte[] file, int from, int to) {
    for (int length = from; length < to; length++) {
      byte[] truncated = ByteEdits.join(Arrays.copyOf(file, length), END);
      assertThat(CompletenessCheck.isComplete(truncated)).as("%d bytes", length).isFalse();
    }
  }

  @Test
  void damageIsLostUpToTheNextRestartMarker() {
    byte[] file = new JpegWriter(1, 1, 6, false).write(JpegWriter.image("noise", 48, 80, true));
    int data = lastScanData(file);
    int second = indexOfRestart(file, 0xd1);
    int last = indexOfRestart(file, 0xd7);

    assertThat(CompletenessCheck.isComplete(withoutData(file, data, data + 40))).isTrue();
    assertThat(CompletenessCheck.isComplete(withoutData(file, second + 2, second + 42))).isTrue();
    assertThat(CompletenessCheck.isComplete(withoutData(file, data, last))).isFalse();
    assertThat(CompletenessCheck.isComplete(withoutData(file, last + 2, file.length - 2)))
        .isFalse();
  }

  private static byte[] withoutData(byte[] file, int from, int to) {
    return ByteEdits.remove(file, from, to);
  }

  @Test
  void anArithmeticCodedImageIsNeverComplete() {
    assertThat(CompletenessCheck.isComplete(TestImages.read("arithmetic.jpg"))).isFalse();
  }

  @Test
  void headersThatAreTruncatedAnywhereAreNotComplete() {
    byte[] file = TestImages.read("progressive.jpg");
    for (int length = 0; length < file.length; length++) {
      byte[] truncated = Arrays.copyOf(file, length);
      assertThat(CompletenessCheck.isComplete(truncated)).as("%d bytes", length).isFalse();
    }
  }

  private static int indexOfRestart(byte[] jpeg, int marker) {
    for (int i = lastScanData(jpeg); i < jpeg.length; i++) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) marker) {
        return i;
      }
    }
    throw new IllegalArgumentException("No such marker");
  }

  /** Returns where the data of the last scan begins. */
  private static int lastScanData(byte[] jpeg) {
    for (int i = jpeg.length - 2; i > 0; i--) {
      if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) START_OF_SCAN) {
        return i + 2 + jpeg[i + 3];
      }
    }
    throw new IllegalArgumentException("There is no scan");
  }
}
