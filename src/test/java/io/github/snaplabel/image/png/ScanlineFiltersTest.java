package io.github.snaplabel.image.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with the formulas of the PNG specification, 9.2. */
class ScanlineFiltersTest {
  private final SplittableRandom random = new SplittableRandom(7);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 8})
  void everyFilterIsReversedInEveryWidth(int step) {
    for (int filter = 0; filter <= 4; filter++) {
      for (int width = 1; width <= 40; width++) {
        byte[] above = bytes(width * step);
        byte[] row = bytes(width * step);
        byte[] stored = new byte[row.length + 5];
        for (int i = 0; i < row.length; i++) {
          stored[i + 5] = (byte) (row[i] - FilterFormulas.predicted(filter, row, above, i, step));
        }
        byte[] actual = new byte[row.length];

        assertThat(ScanlineFilters.undo(filter, stored, 5, actual, above, step)).isTrue();

        assertThat(actual).as("filter %d, width %d", filter, width).isEqualTo(row);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 6, 8})
  void aRowIsReversedInPlaceUnlessAWordOverlapsTheNextPixel(int step) {
    for (int filter = 0; filter <= 4; filter++) {
      byte[] stored = bytes(20 * step);
      byte[] above = bytes(stored.length);
      byte[] expected = new byte[stored.length];
      ScanlineFilters.undo(filter, stored, 0, expected, above, step);
      ScanlineFilters.undo(filter, stored, 0, stored, above, step);
      assertThat(stored).as("filter %d", filter).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 5, 127})
  void anUnknownFilterIsReported(int filter) {
    assertThat(ScanlineFilters.undo(filter, new byte[3], 0, new byte[3], new byte[3], 3)).isFalse();
  }

  /** Half of the bytes are near each other, so that the distances of Paeth's filter tie. */
  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    int range = random.nextBoolean() ? 256 : 4;
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) random.nextInt(range);
    }
    return bytes;
  }
}
