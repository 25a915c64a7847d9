package io.github.snaplabel.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class PngFileTest {
  @Test
  void neighboursAreOnePartHoweverMany() throws ImageException {
    int usual = parts("");

    assertThat(parts("IDAT".repeat(100_000))).isEqualTo(usual);
  }

  @Test
  void pixelsThatAreScatteredOverTheFileAreRefused() throws ImageException {
    int room = 16 - parts("");
    assertThat(parts("IDATtEXt".repeat(room))).isEqualTo(16);

    assertThatThrownBy(() -> parts("IDATtEXt".repeat(room + 1)))
        .isInstanceOf(CorruptImageException.class)
        .hasMessage("The PNG is in disorder: its pixels are in more than 16 places");
  }

  @Test
  void refusesFarMoreDataThanItsPixelsTake() throws ImageException {
    byte[] some = withData(40_000);
    assertThat(PngFile.parse(new Bytes(some)).header().width()).isPositive();

    byte[] much = withData(80_000);
    assertThatThrownBy(() -> PngFile.parse(new Bytes(much)))
        .isInstanceOf(CorruptImageException.class)
        .hasMessageContaining("has far too much data for them");
  }

  /** A small picture with a chunk of pixels of so many bytes. */
  private static byte[] withData(int length) {
    byte[] png = TestImages.read("rgb.png");
    int end = png.length - 12;
    return ByteBuffer.allocate(png.length + 12 + length)
        .put(png, 0, end)
        .putInt(length)
        .put("IDAT".getBytes(US_ASCII))
        .position(end + 12 + length)
        .put(png, end, 12)
        .array();
  }

  private static int parts(String types) throws CorruptImageException {
    return PngFile.parse(new Bytes(withChunks(types))).needed().size();
  }

  /** A picture with empty chunks of these types, four letters each, before its pixels. */
  private static byte[] withChunks(String types) {
    byte[] png = TestImages.read("rgb.png");
    int pixels = new String(png, ISO_8859_1).indexOf("IDAT") - Integer.BYTES;
    ByteBuffer made = ByteBuffer.allocate(png.length + types.length() * 3);
    made.put(png, 0, pixels);
    for (int i = 0; i < types.length(); i += 4) {
      byte[] type = types.substring(i, i + 4).getBytes(US_ASCII);
      CRC32 checksum = new CRC32();
      checksum.update(type);
      made.putInt(0).put(type).putInt((int) checksum.getValue());
    }
    return made.put(png, pixels, png.length - pixels).array();
  }
}
