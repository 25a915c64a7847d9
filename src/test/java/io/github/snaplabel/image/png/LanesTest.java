package io.github.snaplabel.image.png;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LanesTest {
  private static final int[] WORDS = {0, -1, 0x80402010, 0x7fff0180, 0xff00ff00, 0x00ff00ff};

  @Test
  void aWordIsItsFourBytes() {
    for (int word : WORDS) {
      assertThat(Lanes.toWord(Lanes.of(word))).isEqualTo(word);
    }
    assertThat(Lanes.of(0x80402010)).isEqualTo(0x0080004000200010L);
  }

  @Test
  void sumsOfBytesDoNotReachTheNextByte() {
    long sum = Lanes.sum(Lanes.of(0xff01ff80), Lanes.of(0x01020280));

    assertThat(Lanes.toWord(sum)).isEqualTo(0x00030100);
  }

  @Test
  void theNearestIsThatOfTheSpecificationForAllBytesInAllLanes() {
    for (int i = 0; i < 1 << 24; i++) {
      int left = word(i);
      int up = word(i >>> 8);
      int upLeft = word(i >>> 16);

      int nearest = Lanes.toWord(Lanes.nearest(Lanes.of(left), Lanes.of(up), Lanes.of(upLeft)));

      if (nearest != expected(left, up, upLeft)) {
        assertThat(nearest)
            .as("left %x, up %x, up left %x", left, up, upLeft)
            .isEqualTo(expected(left, up, upLeft));
      }
    }
  }

  /** Returns a word with different bytes in its lanes. */
  private static int word(int value) {
    return (value & 0xff) * 0x01010101 ^ 0xff5a2700;
  }

  private static int expected(int left, int up, int upLeft) {
    int word = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      int nearest =
          FilterFormulas.paeth(left >>> shift & 0xff, up >>> shift & 0xff, upLeft >>> shift & 0xff);
      word |= nearest << shift;
    }
    return word;
  }
}
