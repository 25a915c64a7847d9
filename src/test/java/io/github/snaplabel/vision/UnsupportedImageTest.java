package io.github.snaplabel.vision;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsupportedImageTest {
  private final ImageDecoder decoder = Pictures.decoder();

  /** {@code _} stands for a byte of zero. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``                            , empty",
        "`___-ftypheic`                , a HEIC picture",
        "`___-ftypheix`                , a HEIC picture",
        "`___-ftypmif1`                , a HEIF picture (HEIC or AVIF)",
        "`___-ftypavif`                , an AVIF picture",
        "`___-ftypisom`                , an MP4 or QuickTime video",
        "`II*_abcd`                    , a TIFF or raw camera picture",
        "`MM_*abcd`                    , a TIFF or raw camera picture",
        "`<?xml version='1.0'?><svg/>` , an SVG drawing",
        "`<!DOCTYPE html><p>404</p>`   , an HTML page",
        "`%PDF-1.7`                    , a PDF document",
        "`8BPS_`                       , a Photoshop document",
        "`RIFFabcdWAVE`                , a RIFF file that is no WebP",
        "`hello`                       , `of a kind that is not known, beginning with the bytes 68 65 6c 6c 6f`",
        "`BMW is a car`                , of a kind that is not known"
      })
  void namesWhatWasSentInstead(String content, String name) {
    byte[] file = content.replace('_', '\0').getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> decoder.decode(file, 0))
        .isInstanceOf(UnsupportedImage.class)
        .hasMessageStartingWith("The file is " + name)
        .hasMessageEndingWith("only JPEG, PNG, WebP, GIF and BMP are read");
  }

  @ParameterizedTest
  @CsvSource({
    "14, 16, A BMP with a header of 16 bytes is not read",
    "28, 2,  A BMP of 2 bits per pixel is not read",
    "30, 1,  A compressed BMP (kind 1) is not read"
  })
  void namesTheVariantOfABmpThatIsNotRead(int offset, int value, String message) {
    byte[] file = Pictures.read("palette8.bmp");
    file[offset] = (byte) value;

    assertThatThrownBy(() -> decoder.decode(file, 0))
        .isInstanceOf(UnsupportedImage.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0xc3, A lossless or hierarchical JPEG (SOF3) is not read",
    "3, 12,   A JPEG of 12 bits per sample is not read",
    "8, 2,    A JPEG of 2 components is not read"
  })
  void namesTheVariantOfAJpegThatIsNotRead(int offset, String value, String message) {
    byte[] file = Pictures.read("baseline.jpg");
    // The frame's marker is followed by its length, precision, height, width and components.
    int at = JpegFileTest.indexOf(file, 0xc0) + offset;
    file[at] = Integer.decode(value).byteValue();

    assertThatThrownBy(() -> decoder.decode(file, 0))
        .isInstanceOf(UnsupportedImage.class)
        .hasMessage(message);
  }
}
