package io.github.snaplabel.image.hevc;

import java.util.List;

/** The order of the coding tree blocks of a picture in its tiles (6.5.1). */
final class TileLayout {
  private final int widthInCtbs;
  private final int[] columnStarts;
  private final int[] tsToRs;
  private final int[] rsToTs;
  private final int[] tileIds;

  /**
   * Lays out the tiles.
   *
   * @throws HevcException if the tiles do not fit into the picture
   */
  TileLayout(TileSyntax tiles, int widthInCtbs, int heightInCtbs) throws HevcException {
    this.widthInCtbs = widthInCtbs;
    int[] columns = bounds(tiles.columns(), tiles.uniform(), tiles.columnWidths(), widthInCtbs);
    int[] rows = bounds(tiles.rows(), tiles.uniform(), tiles.rowHeights(), heightInCtbs);
    int size = widthInCtbs * heightInCtbs;
    columnStarts = new int[widthInCtbs];
    tsToRs = new int[size];
    rsToTs = new int[size];
    tileIds = new int[size];
    int ts = 0;
    for (int row = 0; row < tiles.rows(); row++) {
      for (int column = 0; column < tiles.columns(); column++) {
        for (int y = rows[row]; y < rows[row + 1]; y++) {
          for (int x = columns[column]; x < columns[column + 1]; x++) {
            int rs = y * widthInCtbs + x;
            columnStarts[x] = columns[column];
            tsToRs[ts] = rs;
            rsToTs[rs] = ts;
            tileIds[rs] = row * tiles.columns() + column;
            ts++;
          }
        }
      }
    }
  }

  /** Returns where each column or row of tiles starts, and where the last one ends. */
  private static int[] bounds(int count, boolean uniform, List<Integer> sides, int total)
      throws HevcException {
    int[] bounds = new int[count + 1];
    for (int i = 1; i < count; i++) {
      bounds[i] = uniform ? i * total / count : bounds[i - 1] + sides.get(i - 1);
    }
    bounds[count] = total;
    for (int i = 0; i < count; i++) {
      if (bounds[i] >= bounds[i + 1]) {
        throw HevcException.corrupt(
            "%d tiles do not fit into %d coding tree blocks".formatted(count, total));
      }
    }
    return bounds;
  }

  /** Returns the number of coding tree blocks. */
  int size() {
    return tsToRs.length;
  }

  /** Converts an address in tile scan into one in raster scan. */
  int rasterAddress(int tileScanAddress) {
    return tsToRs[tileScanAddress];
  }

  /** Converts an address in raster scan into one in tile scan. */
  int tileScanAddress(int rasterAddress) {
    return rsToTs[rasterAddress];
  }

  boolean sameTile(int rasterAddress, int otherRasterAddress) {
    return tileIds[rasterAddress] == tileIds[otherRasterAddress];
  }

  /** Returns whether the block is the first of a tile. */
  boolean startsTile(int rasterAddress) {
    int ts = rsToTs[rasterAddress];
    return ts == 0 || !sameTile(rasterAddress, tsToRs[ts - 1]);
  }

  /** Returns how many blocks of the same tile are to the left of the block. */
  int columnInTile(int rasterAddress) {
    int x = rasterAddress % widthInCtbs;
    return x - columnStarts[x];
  }
}
