package io.github.snaplabel.image.hevc;

import static io.github.snaplabel.image.ByteEdits.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NalUnitTest {
  @Test
  void removesEmulationPreventionBytes() throws HevcException {
    NalUnit unit = NalUnit.parse(bytes(0x42, 0x01, 0, 0, 3, 1, 3, 0, 0, 3, 0, 0, 3));

    assertThat(unit.rbsp()).containsExactly(0, 0, 1, 3, 0, 0, 0, 0);
  }

  @Test
  void readsTypeAndLayer() throws HevcException {
    NalUnit unit = NalUnit.parse(bytes(0x42, 0x09));

    assertThat(unit.type()).isEqualTo(NalUnit.SPS);
    assertThat(unit.layer()).isEqualTo(1);
  }

  @Test
  void rejectsWhatIsNoUnit() {
    assertThatThrownBy(() -> NalUnit.parse(bytes(0x42))).isInstanceOf(HevcException.class);
    assertThatThrownBy(() -> NalUnit.parse(bytes(0x80, 1, 2))).isInstanceOf(HevcException.class);
  }
}
