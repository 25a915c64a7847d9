package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decodes images that are odd but real, with both decoders and at different scales. */
class UnusualImagesTest {
  private static final List<Integer> SHORTER_SIDES = List.of(0, 1, 40);

  private final ImageDecoder nativeDecoder = TestImages.decoder();
  private final Map<PreferredDecoder, ImageDecoder> decoders =
      Map.of(
          PreferredDecoder.NATIVE,
          nativeDecoder,
          PreferredDecoder.JAVA,
          TestImages.javaDecoder(ImageLimits.DEFAULT));

  static Stream<UnusualImage> images() {
    return Stream.of(
            UnusualJpegs.all(),
            UnusualPngs.all(),
            UnusualBmps.all(),
            UnusualAnimations.all(),
            UnusualTiffs.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("images")
  void isDecodedOrRejectedAsEveryViewerDoes(UnusualImage image) throws ImageException {
    for (int shorterSide : SHORTER_SIDES) {
      for (PreferredDecoder decoding : PreferredDecoder.values()) {
        assertExpected(image, decoding, shorterSide);
      }
    }
  }

  private void assertExpected(UnusualImage image, PreferredDecoder decoding, int shorterSide)
      throws ImageException {
    String what = "%s: %s, %d".formatted(image, decoding, shorterSide);
    ImageDecoder decoder = Objects.requireNonNull(decoders.get(decoding));
    switch (image.expected()) {
      case UnusualImage.Corrupt() ->
          assertThatThrownBy(() -> decoder.decode(image.file(), shorterSide).close())
              .as(what)
              .isInstanceOf(CorruptImageException.class);
      case UnusualImage.AnyPixels() ->
          assertThat(pixels(decoder, image.file(), shorterSide))
              .as(what)
              .isEqualTo(pixels(nativeDecoder, image.file(), shorterSide));
      case UnusualImage.LikeFile(byte[] plain) ->
          assertThat(pixels(decoder, image.file(), shorterSide))
              .as(what)
              .isEqualTo(pixels(nativeDecoder, plain, shorterSide));
    }
  }

  /** Returns the upright size and all pixels. */
  private static List<?> pixels(ImageDecoder decoder, byte[] file, int shorterSide)
      throws ImageException {
    try (RgbImage image = decoder.decode(file, shorterSide)) {
      ByteBuffer rgb = ByteBuffer.wrap(TestImages.rgb(image));
      ImageHeader header = image.header();
      return List.of(
          header.uprightWidth(), header.uprightHeight(), image.width(), image.height(), rgb);
    }
  }
}
