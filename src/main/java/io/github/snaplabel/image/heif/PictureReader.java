package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.ChromaFormat;
import io.github.snaplabel.image.hevc.HevcFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds pictures in a file and checks their metadata: sizes, formats and locations of all parts.
 *
 * <p>Not thread-safe.
 */
final class PictureReader {
  private static final int MAX_SIDE = 65_535;
  private static final int MAX_BITS = 14;

  private final HeifContainer container;

  /** Tiles share their configuration, which is parsed once. */
  private final IdentityHashMap<Box, HevcConfiguration> configurations = new IdentityHashMap<>();

  PictureReader(HeifContainer container) {
    this.container = container;
  }

  /**
   * Reads the metadata of a picture.
   *
   * @throws HeifException if it is damaged, or the picture is neither HEVC nor a grid of HEVC tiles
   */
  HeifPicture read(int item) throws HeifException {
    String type = container.types().of(item);
    return switch (type) {
      case "hvc1" -> coded(item);
      case "grid" -> grid(item);
      default -> throw HeifException.unsupported(message(type));
    };
  }

  private static String message(String type) {
    String name =
        switch (type) {
          case "av01" -> "an AVIF image";
          case "jpeg" -> "a JPEG";
          case "avc1" -> "an H.264 image";
          case "vvc1" -> "an H.266 image";
          case "j2k1" -> "a JPEG 2000 image";
          default -> "an image of an unusual kind";
        };
    return "The file is " + name + " in a HEIF container, which is not supported";
  }

  private CodedItem coded(int item) throws HeifException {
    List<Box> properties = container.properties().of(item);
    Box box = Box.find(properties, "hvcC");
    if (box == null) {
      throw HeifException.corrupt("The HEIC does not say how a picture of it is coded");
    }
    HevcConfiguration configuration = configurations.get(box);
    if (configuration == null) {
      configuration = HevcConfiguration.parse(box.content());
      check(configuration.format());
      configurations.put(box, configuration);
    }
    CodedItem picture =
        new CodedItem(
            configuration,
            container.locations().data(item),
            Transformation.all(properties),
            ColorDescription.find(properties));
    checkSize(picture.size(), Box.find(properties, "ispe"));
    return picture;
  }

  private static void check(HevcFormat format) throws HeifException {
    if (Math.max(format.width(), format.height()) > MAX_SIDE) {
      throw HeifException.unsupported(
          "A HEIC of %d x %d pixels is not supported".formatted(format.width(), format.height()));
    }
    boolean gray = format.chroma() == ChromaFormat.GRAY;
    if (format.lumaBitDepth() > MAX_BITS
        || (!gray && format.lumaBitDepth() != format.chromaBitDepth())) {
      throw HeifException.unsupported(
          "A HEIC of %d and %d bits per sample is not supported"
              .formatted(format.lumaBitDepth(), format.chromaBitDepth()));
    }
  }

  private static void checkSize(Dimensions actual, @Nullable Box claim) throws HeifException {
    if (claim != null) {
      HeifReader in = claim.content();
      in.skip(4);
      Dimensions claimed = Dimensions.read(in);
      if (!claimed.equals(actual)) {
        throw HeifException.corrupt(
            "The HEIC claims a size of %d x %d and has %d x %d"
                .formatted(claimed.width(), claimed.height(), actual.width(), actual.height()));
      }
    }
  }

  private PictureGrid grid(int item) throws HeifException {
    List<Box> properties = container.properties().of(item);
    byte[] payload = container.locations().data(item).bytes();
    GridDescription description = GridDescription.parse(new HeifReader(payload));
    checkSize(description.size(), Box.find(properties, "ispe"));
    List<Integer> items = container.references().from(item, "dimg");
    if (items.size() != description.rows() * description.columns()) {
      throw HeifException.corrupt(
          "The HEIC has %d tiles instead of %d x %d"
              .formatted(items.size(), description.columns(), description.rows()));
    }
    List<CodedItem> tiles = tiles(items);
    checkTiles(description, tiles);
    ColorDescription colors = ColorDescription.find(properties);
    return new PictureGrid(
        description,
        tiles,
        Transformation.all(properties),
        colors == null ? tiles.getFirst().colors() : colors);
  }

  private List<CodedItem> tiles(List<Integer> items) throws HeifException {
    List<CodedItem> tiles = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    long bytes = 0;
    for (int item : items) {
      if (!container.types().of(item).equals("hvc1")) {
        throw HeifException.unsupported("A HEIC whose tiles are not HEVC is not supported");
      }
      CodedItem tile = coded(item);
      bytes += tile.data().length();
      // A small file could otherwise demand unlimited work by decoding the same bytes many times.
      if (!seen.add(item) || bytes > container.fileLength()) {
        throw HeifException.corrupt("The HEIC has tiles that overlap");
      }
      tiles.add(tile);
    }
    return List.copyOf(tiles);
  }

  private static void checkTiles(GridDescription grid, List<CodedItem> tiles) throws HeifException {
    CodedItem first = tiles.getFirst();
    HevcFormat format = first.format();
    for (CodedItem tile : tiles) {
      if (!tile.transformations().isEmpty()) {
        throw HeifException.unsupported("A HEIC whose tiles are rotated is not supported");
      }
      if (!tile.size().equals(first.size())
          || tile.format().chroma() != format.chroma()
          || tile.format().lumaBitDepth() != format.lumaBitDepth()) {
        throw HeifException.corrupt("The HEIC has tiles of different sizes or kinds");
      }
    }
    Dimensions tile = first.size();
    if ((long) tile.width() * grid.columns() < grid.size().width()
        || (long) tile.height() * grid.rows() < grid.size().height()) {
      throw HeifException.corrupt("The HEIC has tiles that do not cover it");
    }
    if ((grid.columns() > 1 && tile.width() % Subsampling.horizontal(format.chroma()) != 0)
        || (grid.rows() > 1 && tile.height() % Subsampling.vertical(format.chroma()) != 0)) {
      throw HeifException.unsupported("A HEIC whose tiles share colors is not supported");
    }
  }
}
