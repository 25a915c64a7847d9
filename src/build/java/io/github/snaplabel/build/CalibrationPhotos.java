package io.github.snaplabel.build;

import io.github.snaplabel.build.PictureTensor.Crop;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * The photos whose activations are measured, and the parts of them that are shown to the network:
 * the same ones each time.
 *
 * @param files JPEG files, sorted by name
 */
record CalibrationPhotos(List<Path> files) {
  /** Parts of each photo: one as the function sees it, the others at random. */
  static final int CROPS = 12;

  /** Of the random parts. */
  static final long SEED = 7;

  // As in training: 0.3 to 1 of the photo's area, 3:4 to 4:3, half of them mirrored.
  private static final double LEAST_AREA = 0.3;
  private static final double WIDEST = 4.0 / 3;

  // Of the photo's shorter side, what is left by "256 on the shorter side, the centre of 224".
  private static final double CENTRE = 224.0 / 256;

  /** Lists the photos of a folder. */
  static CalibrationPhotos in(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return new CalibrationPhotos(
          entries.filter(file -> file.toString().endsWith(".jpg")).sorted().toList());
    }
  }

  /** The hash of all photos, 64 hex digits. */
  String sha256() throws IOException {
    Sha256 hash = new Sha256();
    for (Path file : files) {
      hash.add(file.getFileName().toString()).add(file);
    }
    return hash.hex();
  }

  /** Tensors {@code [3,inputSize,inputSize]}, {@link #CROPS} of each photo. */
  List<float[]> tensors(int inputSize) throws IOException {
    Random random = new Random(SEED);
    List<float[]> tensors = new ArrayList<>();
    for (Path file : files) {
      BufferedImage photo = read(file);
      tensors.add(PictureTensor.of(photo, centre(photo), inputSize));
      for (int i = 1; i < CROPS; i++) {
        tensors.add(PictureTensor.of(photo, random(photo, random), inputSize));
      }
    }
    return tensors;
  }

  private static BufferedImage read(Path file) throws IOException {
    BufferedImage photo = ImageIO.read(file.toFile());
    if (photo == null) {
      throw new IOException(file + " is not a picture that Java reads");
    }
    return photo;
  }

  private static Crop centre(BufferedImage photo) {
    double side = CENTRE * Math.min(photo.getWidth(), photo.getHeight());
    return new Crop(
        (photo.getWidth() - side) / 2, (photo.getHeight() - side) / 2, side, side, false);
  }

  private static Crop random(BufferedImage photo, Random random) {
    double area = random.nextDouble(LEAST_AREA, 1) * photo.getWidth() * photo.getHeight();
    double shape = Math.exp(random.nextDouble(-1, 1) * Math.log(WIDEST));
    double width = Math.min(photo.getWidth(), Math.sqrt(area * shape));
    double height = Math.min(photo.getHeight(), Math.sqrt(area / shape));
    double x = random.nextDouble() * (photo.getWidth() - width);
    double y = random.nextDouble() * (photo.getHeight() - height);
    return new Crop(x, y, width, height, random.nextBoolean());
  }
}
