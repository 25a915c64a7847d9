package io.github.snaplabel.image.heif;

import io.github.snaplabel.concurrent.PlatformThreads;
import io.github.snaplabel.image.hevc.ChromaFormat;
import io.github.snaplabel.image.hevc.HevcFormat;
import io.github.snaplabel.image.hevc.YuvPlanes;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A picture that consists of tiles of the same size and format, which are decoded concurrently.
 *
 * @param tiles row by row, from the top left
 */
record PictureGrid(
    GridDescription description,
    List<CodedItem> tiles,
    List<Transformation> transformations,
    @Nullable ColorDescription colors)
    implements HeifPicture {
  @Override
  public Dimensions size() {
    return description.size();
  }

  private Dimensions tileSize() {
    return tiles.getFirst().size();
  }

  @Override
  public HevcFormat format() {
    return tiles.getFirst().format();
  }

  @Override
  public YuvPlanes decode(int reduction, int centerSide) throws HeifException {
    TileCanvas canvas = new TileCanvas(size().dividedBy(reduction), format(), reduction > 1);
    Optional<HeifException> failure =
        IntStream.range(0, tiles.size())
            .filter(tile -> isNeeded(tile, centerSide))
            .boxed()
            .gather(
                PlatformThreads.mapConcurrent(
                    processors(), "tile", tile -> paint(tile, canvas, reduction)))
            .flatMap(Optional::stream)
            .findFirst();
    if (failure.isPresent()) {
      throw failure.get();
    }
    return canvas.planes();
  }

  /** Sides of tiles are divisible by the reduction, so that no pixel spans two tiles. */
  @Override
  public int largestReduction(int shorterSide) {
    int reduction = Reduction.of(size(), shorterSide);
    while (tileSize().width() % reduction != 0 || tileSize().height() % reduction != 0) {
      reduction /= 2;
    }
    return reduction;
  }

  /** Decodes a tile onto the canvas; returns the exception if that fails. */
  private Optional<HeifException> paint(int tile, TileCanvas canvas, int reduction) {
    try {
      YuvPlanes planes = tiles.get(tile).decode(reduction, 0);
      canvas.paint(planes, left(tile) / reduction, top(tile) / reduction);
      return Optional.empty();
    } catch (HeifException e) {
      return Optional.of(e);
    }
  }

  private boolean isNeeded(int tile, int centerSide) {
    return overlaps(left(tile), tileSize().width(), size().width(), centerSide)
        && overlaps(top(tile), tileSize().height(), size().height(), centerSide);
  }

  private static boolean overlaps(int start, int length, int whole, int center) {
    int needed = Math.min(center, whole);
    int first = (whole - needed) / 2;
    return start < whole && start < first + needed && start + length > first;
  }

  private int left(int tile) {
    return tile % description.columns() * tileSize().width();
  }

  private int top(int tile) {
    return tile / description.columns() * tileSize().height();
  }

  @Override
  public long pixelsInMemory(int reduction) {
    long canvas = size().dividedBy(reduction).pixels();
    boolean small = reduction == 1 && format().chroma() != ChromaFormat.YUV444;
    long atOnce = Math.min(processors(), tiles.size());
    return (small ? canvas : canvas * 2) + atOnce * tiles.getFirst().pixelsInMemory(1);
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }
}
