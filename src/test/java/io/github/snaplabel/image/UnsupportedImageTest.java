package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsupportedImageTest {
  private final ImageDecoder decoder = TestImages.decoder();

  private void assertRefused(byte[] file, Class<? extends ImageException> type, String name) {
    assertThatThrownBy(() -> decoder.decode(file, 0))
        .isInstanceOf(type)
        .hasMessageStartingWith("The file is " + name)
        .hasMessageEndingWith("only JPEG, PNG, WebP, GIF and BMP are read")
        .satisfies(e -> assertThat(((ImageException) e).code()).isEqualTo("unsupported-image"));
  }

  /** {@code _} stands for a byte of zero. */
  private static byte[] bytes(String content) {
    return content.replace('_', '\0').getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "phone.heic,     a HEIC picture",
    "photo.avif,     an AVIF picture",
    "photo.tiff,     a TIFF or raw camera picture",
    "big.tiff,       a TIFF picture",
    "codestream.jxl, a JPEG XL picture",
    "container.jxl,  a JPEG XL picture",
    "photo.jp2,      a JPEG 2000 picture",
    "codestream.j2k, a JPEG 2000 picture",
    "drawing.svg,    an SVG drawing"
  })
  void namesThePictureThatIsNotRead(String file, String name) throws IOException {
    byte[] picture = Files.readAllBytes(Path.of("src/test/resources/unread", file));

    assertRefused(picture, UnsupportedImageException.class, name);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`___-ftypheix`                , a HEIC picture",
        "`___-ftyphevc`                , a HEIC sequence",
        "`___-ftypmif1`                , a HEIF picture (HEIC or AVIF)",
        "`___-ftypcrx `                , a raw camera picture",
        "`MM_*abcd`                    , a TIFF or raw camera picture",
        "`8BPS_`                       , a Photoshop document",
        "`<svg xmlns='...'>`           , an SVG drawing",
        "`\u00ef\u00bb\u00bf <!-- a --> <svg>`       , an SVG drawing"
      })
  void namesThePictureThatIsNotReadByItsHead(String content, String name) {
    assertRefused(bytes(content), UnsupportedImageException.class, name);
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
        "`RIFFabcdWAVE`                , a RIFF file that is no WebP",
        "`hello`                       , `of a kind that is not known, beginning with the bytes 68 65 6c 6c 6f`",
        "`BMW is a car`                , of a kind that is not known",
        "`# How to draw <svg>`         , of a kind that is not known"
      })
  void namesWhatWasSentInsteadOfAPicture(String content, String name) {
    assertRefused(bytes(content), NotAnImageException.class, name);
  }

  @ParameterizedTest
  @CsvSource({
    "14, 16, A BMP with a header of 16 bytes is not read",
    "28, 2,  A BMP of 2 bits per pixel is not read",
    "30, 1,  A compressed BMP (kind 1) is not read"
  })
  void namesTheVariantOfABmpThatIsNotRead(int offset, int value, String message) {
    byte[] file = TestImages.read("palette8.bmp");
    file[offset] = (byte) value;

    assertThatThrownBy(() -> decoder.decode(file, 0))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0xc3, A lossless or hierarchical JPEG (SOF3) is not read",
    "3, 12,   A JPEG of 12 bits per sample is not read",
    "8, 2,    A JPEG of 2 components is not read"
  })
  void namesTheVariantOfAJpegThatIsNotRead(int offset, String value, String message) {
    byte[] file = TestImages.read("baseline.jpg");
    // The frame's marker is followed by its length, precision, height, width and components.
    int at = JpegFileTest.indexOf(file, 0xc0) + offset;
    file[at] = Integer.decode(value).byteValue();

    assertThatThrownBy(() -> decoder.decode(file, 0))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessage(message);
  }
}
