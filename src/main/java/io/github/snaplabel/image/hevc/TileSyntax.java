package io.github.snaplabel.image.hevc;

import java.util.ArrayList;
import java.util.List;

/**
 * The tiles of a picture parameter set (7.3.2.3.1), independent of the picture's size.
 *
 * @param uniform whether all tiles have the same size, except for rounding
 * @param columnWidths in coding tree blocks, without the last column; empty if uniform
 * @param rowHeights in coding tree blocks, without the last row; empty if uniform
 */
record TileSyntax(
    int columns, int rows, boolean uniform, List<Integer> columnWidths, List<Integer> rowHeights) {
  /** The picture is one tile. */
  static final TileSyntax ONE = new TileSyntax(1, 1, true, List.of(), List.of());

  /** More than the 20 columns and 22 rows of any level. */
  private static final int MAX_TILES = 64;

  private static final int MAX_SIDE = 1 << 12;

  static TileSyntax parse(RbspReader reader) throws HevcException {
    int columns = 1 + reader.unsigned("num_tile_columns_minus1", MAX_TILES - 1);
    int rows = 1 + reader.unsigned("num_tile_rows_minus1", MAX_TILES - 1);
    if (reader.flag()) {
      return new TileSyntax(columns, rows, true, List.of(), List.of());
    }
    List<Integer> widths = parseSides(reader, "column_width_minus1", columns - 1);
    List<Integer> heights = parseSides(reader, "row_height_minus1", rows - 1);
    return new TileSyntax(columns, rows, false, widths, heights);
  }

  private static List<Integer> parseSides(RbspReader reader, String name, int count)
      throws HevcException {
    List<Integer> sides = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sides.add(1 + reader.unsigned(name, MAX_SIDE - 1));
    }
    return sides;
  }
}
