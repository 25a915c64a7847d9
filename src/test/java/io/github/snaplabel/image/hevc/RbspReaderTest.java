package io.github.snaplabel.image.hevc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RbspReaderTest {
  @Test
  void readsExpGolombCodesOfBothKinds() throws HevcException {
    // 1, 010, 011, 00100, then 1, 010, 011, 00101, and padding.
    RbspReader reader = reader(0b1010_0110, 0b0100_1010, 0b0110_0101);

    assertThat(reader.unsigned("a", 9)).isEqualTo(0);
    assertThat(reader.unsigned("b", 9)).isEqualTo(1);
    assertThat(reader.unsigned("c", 9)).isEqualTo(2);
    assertThat(reader.unsigned("d", 9)).isEqualTo(3);
    assertThat(reader.signed("e", -9, 9)).isEqualTo(0);
    assertThat(reader.signed("f", -9, 9)).isEqualTo(1);
    assertThat(reader.signed("g", -9, 9)).isEqualTo(-1);
    assertThat(reader.signed("h", -9, 9)).isEqualTo(-2);
  }

  @Test
  void readsBitsAcrossBytes() throws HevcException {
    RbspReader reader = reader(0b1011_0011, 0b1000_1111, 0b0101_0101);

    assertThat(reader.bits(3)).isEqualTo(0b101);
    assertThat(reader.bits(0)).isZero();
    assertThat(reader.bits(15)).isEqualTo(0b1_0011_1000_1111_01);
    assertThat(reader.bits(6)).isEqualTo(0b01_0101);
  }

  @Test
  void rejectsValuesOutOfRangeWithTheNameOfTheField() {
    assertThatThrownBy(() -> reader(0b0010_1000).unsigned("chroma_format_idc", 3))
        .isInstanceOf(HevcException.class)
        .hasMessage("chroma_format_idc is 4, more than 3");
    assertThatThrownBy(() -> reader(0b0010_1000).signed("pps_cb_qp_offset", -1, 1))
        .isInstanceOf(HevcException.class)
        .hasMessage("pps_cb_qp_offset is -2, not -1 to 1");
  }

  @Test
  void rejectsReadingBehindTheEnd() {
    assertThatThrownBy(() -> reader(0xff).bits(9)).isInstanceOf(HevcException.class);
    assertThatThrownBy(() -> reader(0, 0, 0, 0, 0, 0, 0, 0, 1).unsigned("a", 9))
        .isInstanceOf(HevcException.class);
  }

  private static RbspReader reader(int... bytes) {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      data[i] = (byte) bytes[i];
    }
    return new RbspReader(data);
  }
}
