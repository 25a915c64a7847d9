package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.image.leptonica.Leptonica;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares the two ways of decoding a JPEG. */
class JpegDecodingTest {
  private final Leptonica leptonica = TestImages.leptonica();
  private final ImageDecoder nativeDecoder = TestImages.decoder();
  private final ImageDecoder javaDecoder = TestImages.javaDecoder(ImageLimits.DEFAULT);

  @Test
  void javaDecodesOnlyWhatIsLargeAndCommon() throws ImageException {
    JpegFile large = parse("large.jpg");

    large.decodeInJava(leptonica, 47).orElseThrow().close();
    assertThat(large.decodeInJava(leptonica, 93)).isEmpty();
    assertThat(large.decodeInJava(leptonica, 0)).isEmpty();
    parse("progressive.jpg").decodeInJava(leptonica, 1).orElseThrow().close();
    assertThat(parse("cmyk.jpg").decodeInJava(leptonica, 1)).isEmpty();
  }

  private static JpegFile parse(String name) throws ImageException {
    return (JpegFile)
        ImageSniffer.parse(new Bytes(TestImages.read(name)), ImageLimits.DEFAULT, HeicDecoding.ON);
  }

  @Test
  void bothHaveTheSameResultForATruncatedJpeg() {
    for (String name :
        List.of("baseline.jpg", "restarts.jpg", "444.jpg", "gray.jpg", "progressive.jpg")) {
      byte[] file = TestImages.read(name);
      for (int length = 20; length < file.length; length++) {
        byte[] truncated = Arrays.copyOf(file, length);
        assertSameResult(truncated, name + " truncated at " + length);
        truncated[length - 2] = (byte) 0xff;
        truncated[length - 1] = (byte) 0xd9;
        assertSameResult(truncated, name + " with an end marker at " + length);
      }
    }
  }

  @Test
  void bothHaveTheSameResultForWrongRestartMarkers() {
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
        assertSameResult(changed, "marker at %d is %02x".formatted(at, value));
      }
      byte[] without = Arrays.copyOf(file, file.length - 2);
      System.arraycopy(file, at + 1, without, at - 1, file.length - at - 1);
      assertSameResult(without, "without the marker at " + at);
    }
  }

  private void assertSameResult(byte[] jpeg, String name) {
    assertThat(result(javaDecoder, jpeg)).as(name).isEqualTo(result(nativeDecoder, jpeg));
  }

  private static List<?> result(ImageDecoder decoder, byte[] jpeg) {
    try (RgbImage image = decoder.decode(jpeg, 1)) {
      byte[] rgb = TestImages.rgb(image);
      return List.of(image.width(), image.height(), Arrays.hashCode(rgb));
    } catch (ImageException rejected) {
      return List.of(rejected.getClass(), String.valueOf(rejected.getMessage()));
    }
  }
}
