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
  void adjacentChunksAreMergedIntoOneRange() throws ImageException {
    int withoutMore = ranges("");

    assertThat(ranges("IDAT".repeat(100_000))).isEqualTo(withoutMore);
  }

  @Test
  void pixelsThatAreScatteredOverTheFileAreRejected() throws ImageException {
    int left = PngParser.MAX_PARTS - ranges("");
    assertThat(ranges("IDATtEXt".repeat(left))).isEqualTo(PngParser.MAX_PARTS);

    assertThatThrownBy(() -> ranges("IDATtEXt".repeat(left + 1)))
        .isInstanceOf(CorruptImageException.class)
        .hasMessage("The PNG is damaged: its pixels are in more than 20 separate ranges");
  }

  @Test
  void rejectsFarMoreDataThanThePixelsTake() throws ImageException {
    byte[] some = withData(40_000);
    assertThat(PngFile.parse(new Bytes(some)).header().width()).isPositive();

    byte[] much = withData(80_000);
    assertThatThrownBy(() -> PngFile.parse(new Bytes(much)))
        .isInstanceOf(CorruptImageException.class)
        .hasMessageContaining("has far too much data for its size");
  }

  /** Returns a small image with another chunk of pixels of this length. */
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

  private static int ranges(String types) throws CorruptImageException {
    return PngFile.parse(new Bytes(withChunks(types))).parts().size();
  }

  /** Returns an image with empty chunks of these types, four letters each, before its pixels. */
  private static byte[] withChunks(String types) {
    byte[] png = TestImages.read("rgb.png");
    int pixels = new String(png, ISO_8859_1).indexOf("IDAT") - Integer.BYTES;
    ByteBuffer changed = ByteBuffer.allocate(png.length + types.length() * 3);
    changed.put(png, 0, pixels);
    for (int i = 0; i < types.length(); i += 4) {
      byte[] type = types.substring(i, i + 4).getBytes(US_ASCII);
      CRC32 checksum = new CRC32();
      checksum.update(type);
      changed.putInt(0).put(type).putInt((int) checksum.getValue());
    }
    return changed.put(png, pixels, png.length - pixels).array();
  }
}
