package io.github.snaplabel.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeGeometryTest {
  @ParameterizedTest
  @CsvSource({
    "500, 375, 341, 256, 58, 16",
    "375, 500, 256, 341, 16, 58",
    "256, 256, 256, 256, 16, 16",
    "1, 1, 256, 256, 16, 16",
    "4000, 3000, 341, 256, 58, 16",
  })
  void theShorterSideIsSetAndTheLongerRoundedDown(
      int width, int height, long resizedWidth, long resizedHeight, long left, long top) {
    assertThat(ResizeGeometry.of(width, height, 256, 224))
        .isEqualTo(new ResizeGeometry(resizedWidth, resizedHeight, left, top));
  }

  @ParameterizedTest
  @CsvSource({"257, 16", "258, 17", "259, 18", "260, 18", "261, 18", "263, 20"})
  void halvesOfTheCropsPlaceAreRoundedToEven(int height, long top) {
    assertThat(ResizeGeometry.of(256, height, 256, 224).top()).isEqualTo(top);
  }

  @Test
  void aLineOfManyPixelsGrowsBeyond32Bits() {
    assertThat(ResizeGeometry.of(100_000_000, 1, 256, 224))
        .isEqualTo(new ResizeGeometry(25_600_000_000L, 256, 12_799_999_888L, 16));
  }
}
