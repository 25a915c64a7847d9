package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.ChromaFormat;
import io.github.snaplabel.image.hevc.HevcFormat;
import io.github.snaplabel.image.hevc.YuvPlanes;

/**
 * Assembles a picture from its tiles. Several threads may paint different tiles at once; the planes
 * may be read only after all of them have finished.
 */
final class TileCanvas {
  private final YuvPlanes planes;

  /**
   * Creates an empty canvas.
   *
   * @param reduced whether the tiles have been scaled down, which makes their chroma 4:4:4
   */
  TileCanvas(Dimensions size, HevcFormat format, boolean reduced) {
    boolean gray = format.chroma() == ChromaFormat.GRAY;
    ChromaFormat chroma = reduced && !gray ? ChromaFormat.YUV444 : format.chroma();
    int chromaWidth = Math.ceilDiv(size.width(), Subsampling.horizontal(chroma));
    int chromaHeight = Math.ceilDiv(size.height(), Subsampling.vertical(chroma));
    int chromaSamples = gray ? 0 : chromaWidth * chromaHeight;
    planes =
        new YuvPlanes(
            size.width(),
            size.height(),
            chroma,
            format.lumaBitDepth(),
            format.chromaBitDepth(),
            new short[size.width() * size.height()],
            new short[chromaSamples],
            new short[chromaSamples],
            format.fullRange(),
            format.matrixCoefficients());
  }

  YuvPlanes planes() {
    return planes;
  }

  /** Copies the part of a tile that lies on the canvas; the position is in luma samples. */
  void paint(YuvPlanes tile, int left, int top) {
    copy(tile.y(), tile.width(), planes.y(), planes.width(), left, top);
    if (planes.chroma() != ChromaFormat.GRAY) {
      int width = Subsampling.chromaWidth(planes);
      int x = left / Subsampling.horizontal(planes.chroma());
      int y = top / Subsampling.vertical(planes.chroma());
      copy(tile.cb(), Subsampling.chromaWidth(tile), planes.cb(), width, x, y);
      copy(tile.cr(), Subsampling.chromaWidth(tile), planes.cr(), width, x, y);
    }
  }

  private static void copy(
      short[] tile, int tileWidth, short[] canvas, int canvasWidth, int left, int top) {
    int columns = Math.min(tileWidth, canvasWidth - left);
    int rows = Math.min(tile.length / tileWidth, canvas.length / canvasWidth - top);
    for (int y = 0; y < rows; y++) {
      System.arraycopy(tile, y * tileWidth, canvas, (top + y) * canvasWidth + left, columns);
    }
  }
}
