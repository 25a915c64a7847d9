package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnsupportedImageTest {
  private final ImageDecoder decoder = TestImages.decoder();

  private void assertRejected(byte[] file, Class<? extends ImageException> type, String name) {
    assertThatThrownBy(() -> decoder.decode(file, 0))
        .isInstanceOf(type)
        .hasMessageStartingWith("The file is " + name)
        .hasMessageEndingWith("only JPEG, PNG, WebP, GIF, BMP, TIFF and HEIC are supported")
        .satisfies(e -> assertThat(((ImageException) e).code()).isEqualTo("unsupported-image"));
  }

  /** Returns the bytes of Latin-1 text in which {@code _} means a zero byte. */
  private static byte[] bytes(String content) {
    return content.replace('_', '\0').getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "photo.avif,     an AVIF image",
    "big.tiff,       a BigTIFF image",
    "codestream.jxl, a JPEG XL image",
    "container.jxl,  a JPEG XL image",
    "photo.jp2,      a JPEG 2000 image",
    "codestream.j2k, a JPEG 2000 image",
    "drawing.svg,    an SVG drawing"
  })
  void namesTheUnsupportedFormatOfAFile(String file, String name) throws IOException {
    byte[] image = Files.readAllBytes(Path.of("src/test/resources/unread", file));

    assertRejected(image, UnsupportedImageException.class, name);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`___-ftyphevc`                , a HEIC sequence",
        "`___-ftypmsf1`                , a HEIF sequence (HEIC or AVIF)",
        "`___-ftypmif3`                , a HEIF image of an unusual kind",
        "`___-ftypavci`                , a HEIF image (H.264)",
        "`___-ftypcrx `                , a raw camera image",
        "`MM_+abcd`                    , a BigTIFF image",
        "`8BPS_`                       , a Photoshop document",
        "`<svg xmlns='...'>`           , an SVG drawing",
        "`\u00ef\u00bb\u00bf <!-- a --> <svg>`       , an SVG drawing"
      })
  void namesTheUnsupportedFormatOfASignature(String content, String name) {
    assertRejected(bytes(content), UnsupportedImageException.class, name);
  }

  @ParameterizedTest
  @CsvSource({"420.heic, a HEIC image", "mif1.heic, a HEIF image (HEIC or AVIF)"})
  void heicIsUnsupportedIfItIsSwitchedOff(String file, String name) {
    ImageDecoder without = TestImages.decoderWithoutHeic();

    assertThatThrownBy(() -> without.decode(TestImages.read(file), 0))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessage(
            "The file is %s; only JPEG, PNG, WebP, GIF, BMP and TIFF are supported, as"
                + " SNAPLABEL_HEIC is off",
            name);
  }

  @ParameterizedTest
  @CsvSource({
    "av01, The file is an AVIF image in a HEIF container",
    "jpeg, The file is a JPEG in a HEIF container",
    "avc1, The file is an H.264 image in a HEIF container",
    "iovl, The file is an image of an unusual kind in a HEIF container"
  })
  void namesWhatAHeifContainerHasInsteadOfHevc(String type, String message) {
    byte[] file = HeicFiles.replaced(TestImages.read("mif1.heic"), "hvc1", type);

    assertThatThrownBy(() -> decoder.decode(file, 0))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessage(message + ", which is not supported");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``                            , empty",
        "`___-ftypisom`                , an MP4 or QuickTime video",
        "`<!DOCTYPE html><p>404</p>`   , an HTML page",
        "`<?xml?><html><svg/></html>`  , an HTML page",
        "`%PDF-1.7`                    , a PDF document",
        "`PK\3\4`                      , a ZIP archive",
        "`__\1_`                       , a Windows icon",
        "`RIFFabcdWAVE`                , a RIFF file other than WebP",
        "`hello`                       , `of an unknown type, starting with the bytes 68 65 6c 6c"
            + " 6f`",
        "`BMW is a car`                , of an unknown type",
        "`BM1234____5678\21___`         , of an unknown type",
        "`# How to draw <svg>`         , of an unknown type"
      })
  void namesOtherFilesThatPeopleSend(String content, String name) {
    assertRejected(bytes(content), NotAnImageException.class, name);
  }

  @ParameterizedTest
  @CsvSource({
    "28, 2,  A BMP of 2 bits per pixel is not supported",
    "30, 4,  A BMP of 8 bits per pixel with compression 4 is not supported",
    "30, 2,  A BMP of 8 bits per pixel with compression 2 is not supported"
  })
  void namesTheUnsupportedVariantOfABmp(int offset, int value, String message) {
    byte[] file = TestImages.read("palette8.bmp");
    file[offset] = (byte) value;

    assertThatThrownBy(() -> decoder.decode(file, 0))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0xc3, A lossless or hierarchical JPEG (SOF3) is not supported",
    "3, 12,   A JPEG of 12 bits per sample is not supported",
    "8, 2,    A JPEG of 2 components is not supported"
  })
  void namesTheUnsupportedVariantOfAJpeg(int offset, String value, String message) {
    byte[] file = TestImages.read("baseline.jpg");
    // The frame's marker is followed by its length, precision, height, width and components.
    int at = JpegFileTest.indexOf(file, 0xc0) + offset;
    file[at] = Integer.decode(value).byteValue();

    assertThatThrownBy(() -> decoder.decode(file, 0))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "259, 4,     'compression 4, color type 2, 3 samples of 8 bits'",
    "259, 6,     'compression 6, color type 2, 3 samples of 8 bits'",
    "259, 7,     'compression 7, color type 2, 3 samples of 8 bits'",
    "262, 5,     'compression 1, color type 5, 3 samples of 8 bits'",
    "262, 32803, 'compression 1, color type 32803, 3 samples of 8 bits'",
    "277, 2,     'compression 1, color type 2, 2 samples of 8 bits'",
    "277, 9,     'compression 1, color type 2, 9 samples of 8 bits'",
    "258, 4,     'compression 1, color type 2, 3 samples of 4 bits'",
    "258, 32,    'compression 1, color type 2, 3 samples of 32 bits'",
    "266, 2,     'compression 1, color type 2, 3 samples of 8 bits'",
    "284, 2,     'compression 1, color type 2, 3 samples of 8 bits'",
    "339, 3,     'compression 1, color type 2, 3 samples of 8 bits'"
  })
  void namesTheUnsupportedVariantOfATiff(int tag, int value, String variant) {
    byte[] file = tiff().set(tag, value).write();

    assertThatThrownBy(() -> decoder.decode(file, 0))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessage("A TIFF of this kind is not supported: " + variant);
  }

  @ParameterizedTest
  @ValueSource(ints = {TiffWriter.SUBFILE_TYPE, TiffWriter.DNG_VERSION})
  void doesNotTakeTheThumbnailOfARawCameraImageForThePicture(int tag) {
    byte[] file = tiff().set(tag, 1).write();

    assertThatThrownBy(() -> decoder.decode(file, 0))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessage(
            "A TIFF that starts with a thumbnail, as raw camera images do, is not supported");
  }

  private static TiffWriter tiff() {
    return new TiffWriter(ByteOrder.BIG_ENDIAN, 4, 2, UnusualTiffs.RGB, 8, 8, 8).add(new byte[24]);
  }
}
