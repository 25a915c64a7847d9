package io.github.snaplabel.image.hevc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TileLayoutTest {
  @Test
  void ordersBlocksTileByTile() throws HevcException {
    TileSyntax tiles = new TileSyntax(2, 2, false, List.of(1), List.of(2));

    TileLayout layout = new TileLayout(tiles, 3, 3);

    assertThat(IntStream.range(0, layout.size()).map(layout::rasterAddress))
        .containsExactly(0, 3, 1, 2, 4, 5, 6, 7, 8);
    assertThat(IntStream.range(0, layout.size()).filter(layout::startsTile))
        .containsExactly(0, 1, 6, 7);
    assertThat(layout.columnInTile(5)).isEqualTo(1);
    assertThat(layout.sameTile(4, 5)).isTrue();
    assertThat(layout.sameTile(3, 4)).isFalse();
  }

  @Test
  void dividesAPictureUniformly() throws HevcException {
    TileLayout layout = new TileLayout(new TileSyntax(3, 1, true, List.of(), List.of()), 8, 1);

    assertThat(IntStream.range(0, layout.size()).filter(layout::startsTile))
        .containsExactly(0, 2, 5);
  }

  @Test
  void rejectsTilesThatDoNotFit() {
    assertThatThrownBy(
            () -> new TileLayout(new TileSyntax(2, 1, false, List.of(3), List.of()), 3, 3))
        .isInstanceOf(HevcException.class);
    assertThatThrownBy(() -> new TileLayout(new TileSyntax(4, 1, true, List.of(), List.of()), 3, 3))
        .isInstanceOf(HevcException.class);
  }
}
