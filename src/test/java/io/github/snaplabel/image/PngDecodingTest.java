package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.snaplabel.image.leptonica.Leptonica;
import io.github.snaplabel.image.leptonica.Pix;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the two ways of decoding a PNG. */
class PngDecodingTest {
  private final Leptonica leptonica = TestImages.leptonica();
  private final ImageDecoder nativeDecoder = TestImages.decoder();
  private final ImageDecoder javaDecoder = TestImages.javaDecoder(ImageLimits.DEFAULT);

  static List<String> pngs() {
    return TestImages.names().stream().filter(name -> name.endsWith(".png")).toList();
  }

  @Test
  void javaDecodesEveryCommonKindToThePixelsOfLibpng() throws ImageException {
    for (Map.Entry<String, byte[]> png : CommonPngs.all().entrySet()) {
      assertThat(isDecodedInJava(png.getValue())).as(png.getKey()).isTrue();
      assertSameResult(png.getValue(), png.getKey());
    }
  }

  @Test
  void javaDecodesThePngsOfTheWarmUp() throws ImageException {
    for (WarmUpPng png : WarmUpPng.values()) {
      assertThat(isDecodedInJava(png.make())).as("%s", png).isTrue();
      assertSameResult(png.make(), png.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("pngs")
  void bothHaveTheSameResultForOtherKinds(String name) {
    assertSameResult(TestImages.read(name), name);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000})
  void javaReadsPixelsInManyChunks(int length) throws ImageException {
    byte[] png = CommonPngs.inChunks(CommonPngs.color(), length);

    assertThat(isDecodedInJava(png)).isTrue();
    assertSameResult(png, "chunks of " + length);
  }

  @Test
  void javaLeavesToLibpngWhatIsNotCommon() throws ImageException {
    byte[] common = TestImages.read("rgb.png");
    assertThat(isDecodedInJava(common)).isTrue();

    byte[] key = PngWriter.chunk("tRNS", 0, 1, 0, 2, 0, 3);
    byte[] palette = PngWriter.chunk("PLTE", 1, 2, 3);
    for (byte[] png :
        List.of(
            TestImages.read("interlaced.png"),
            PngWriter.rgb16(3, 2, (x, y, channel) -> x, false),
            PngWriter.png(8, 1, 1, 0, new byte[1]),
            PngWriter.filtered(1, 1, 2, new byte[3], key),
            PngWriter.filtered(1, 1, 2, new byte[3], palette),
            PngWriter.filtered(1, 1, 3, new byte[1], palette, palette),
            PngWriter.filtered(1, 1, 3, new byte[1], palette, PngWriter.chunk("tRNS")),
            ByteEdits.insert(common, common.length - 12, palette),
            ByteEdits.insert(common, common.length - 12, PngWriter.chunk("IDAT", 0)),
            Arrays.copyOf(common, common.length - 13))) {
      assertThat(isDecodedInJava(png)).isFalse();
      assertSameResult(png, "uncommon");
    }
  }

  @Test
  void bothHaveTheSameResultForATruncatedPng() {
    for (byte[] png : CommonPngs.all().values()) {
      for (int length = 20; png.length < 200 && length < png.length; length++) {
        assertSameResult(Arrays.copyOf(png, length), "truncated at " + length);
      }
    }
  }

  @Test
  void bothHaveTheSameResultForADamagedByteAnywhere() {
    byte[] png = CommonPngs.palette();
    for (int at = 8; at < png.length; at++) {
      for (int value : new int[] {1, 0x80, 0xff}) {
        byte[] damaged = png.clone();
        damaged[at] ^= (byte) value;
        assertSameResult(damaged, "damaged at " + at);
        CommonPngs.correctChecksums(damaged);
        assertSameResult(damaged, "damaged with correct checksums at " + at);
      }
    }
  }

  private boolean isDecodedInJava(byte[] file) throws ImageException {
    Optional<Pix> pix = PngFile.parse(new Bytes(file)).decodeInJava(leptonica);
    pix.ifPresent(Pix::close);
    return pix.isPresent();
  }

  private void assertSameResult(byte[] png, String name) {
    assertThat(result(javaDecoder, png)).as(name).isEqualTo(result(nativeDecoder, png));
  }

  private static List<?> result(ImageDecoder decoder, byte[] png) {
    try (RgbImage image = decoder.decode(png, 0)) {
      return List.of(image.width(), image.height(), Arrays.hashCode(TestImages.rgb(image)));
    } catch (ImageException rejected) {
      return List.of(rejected.getClass(), String.valueOf(rejected.getMessage()));
    }
  }
}
