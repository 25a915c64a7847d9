package io.github.snaplabel.bench;

import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Creates the benchmark's images from the photos of this repository. */
final class Photos {
  private static final long SEED = 4;

  /** Noise for the 12-megapixel JPEG, whose file then has 3 to 4 MB, like a camera's. */
  private static final double NOISE = 5;

  private static final int SMALL_WIDTH = 500;
  private static final int SMALL_HEIGHT = 375;

  private final Path shipped;
  private final WebpWriter webp;
  private final Optional<HeicWriter> heic;

  /**
   * Creates the generator.
   *
   * @param shipped folder of the repository's photos
   * @param heic empty if HEIC cannot be written on this machine
   */
  Photos(Path shipped, WebpWriter webp, Optional<HeicWriter> heic) {
    this.shipped = shipped;
    this.webp = webp;
    this.heic = heic;
  }

  /**
   * Writes an image for each {@link Case} that can be written: the same 4:3 scene in every size and
   * format.
   *
   * @return the written cases
   */
  List<Case> writeCases(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    BufferedImage photo = read(shipped.resolve("dust-bowl-home.jpg"));
    BufferedImage scene = photo.getSubimage(0, 0, 1024, 768);
    BufferedImage large =
        Images.resize(scene, 4000, 3000, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    Images.addNoise(large, NOISE, SEED);
    BufferedImage half = Images.shrink(large, 2000, 1500);
    BufferedImage medium = Images.shrink(half, 1632, 1224);
    BufferedImage quarter = Images.shrink(half, 1000, 750);
    ImageFileWriter.jpeg(
        Images.shrink(quarter, SMALL_WIDTH, SMALL_HEIGHT), false, Case.SMALL.in(folder));
    ImageFileWriter.jpeg(Images.shrink(medium, 816, 612), false, Case.HALF_MEGAPIXEL.in(folder));
    ImageFileWriter.jpeg(half, false, Case.THREE_MEGAPIXELS.in(folder));
    ImageFileWriter.jpeg(large, false, Case.TWELVE_MEGAPIXELS.in(folder));
    ImageFileWriter.jpeg(large, true, Case.PROGRESSIVE.in(folder));
    ImageFileWriter.png(medium, Case.PNG.in(folder));
    webp.write(half, Case.WEBP.in(folder));
    if (heic.isPresent()) {
      heic.get()
          .write(
              Case.TWELVE_MEGAPIXELS.in(folder),
              Case.HEIC.in(folder),
              Case.HEIC_THUMBNAIL.in(folder));
    }
    return Arrays.stream(Case.values())
        .filter(picture -> heic.isPresent() || !picture.isHeic())
        .toList();
  }

  /** Writes small JPEGs: crops of all photos in turn. */
  void writeFolder(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    List<Path> files = files();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < count; i++) {
      BufferedImage photo = read(files.get(i % files.size()));
      int x = random.nextInt(photo.getWidth() - SMALL_WIDTH + 1);
      int y = random.nextInt(photo.getHeight() - SMALL_HEIGHT + 1);
      ImageFileWriter.jpeg(
          photo.getSubimage(x, y, SMALL_WIDTH, SMALL_HEIGHT),
          false,
          folder.resolve("%03d.jpg".formatted(i)));
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(shipped)) {
      return files.filter(file -> file.toString().endsWith(".jpg")).sorted().toList();
    }
  }

  private static BufferedImage read(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    if (image == null) {
      throw new IOException(file + " is not an image");
    }
    return image;
  }
}
