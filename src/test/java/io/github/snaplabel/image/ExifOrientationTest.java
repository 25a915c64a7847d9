package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExifOrientationTest {
  private static final String SIX = "4d4d002a 00000008 0001 0112 0003 00000001 0006 0000 00000000";

  @Test
  void readsBothByteOrders() {
    assertThat(orientation(SIX)).isEqualTo(6);
    assertThat(orientation("49492a00 08000000 0100 1201 0300 01000000 0800 0000")).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4d4d",
        "58585858 00000008",
        "4d4d002a ffffffff",
        "4d4d002a 00000008 ffff 0100 0003 00000001 0006 0000",
        "4d4d002a 00000008 0001 0112 0003 00000001 0000 0000",
        "4d4d002a 00000008 0001 0112 0003 00000001 0009 0000",
        "49492a00 00000080 0100 1201 0300 01000000 0800 0000"
      })
  void damagedExifCountsAsUpright(String tiff) {
    assertThat(orientation(tiff)).isEqualTo(1);
  }

  @Test
  void truncatedExifCountsAsUpright() {
    byte[] tiff = hex(SIX);
    for (int length = 0; length < 20; length++) {
      assertThat(ExifOrientation.read(new Bytes(Arrays.copyOf(tiff, length)))).isEqualTo(1);
    }
  }

  private static int orientation(String tiff) {
    return ExifOrientation.read(new Bytes(hex(tiff)));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }
}
