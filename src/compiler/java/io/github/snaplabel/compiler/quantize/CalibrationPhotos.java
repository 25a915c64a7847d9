package io.github.snaplabel.compiler.quantize;

import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.compiler.photo.CropTensor;
import io.github.snaplabel.compiler.photo.CropTensor.Crop;
import io.github.snaplabel.compiler.photo.Photo;
import io.github.snaplabel.compiler.photo.PhotoReader;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.Sha256;
import io.github.snaplabel.image.ImageFileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The photos used for calibration, and the crops of them on which the network runs. Each build uses
 * the same ones.
 *
 * @param files in the order in which they are used
 */
public record CalibrationPhotos(List<Path> files) {
  /** Maximum number of crops per photo: the center crop, as in the function, and random ones. */
  static final int CROPS = 12;

  /** Seed of the random crops. */
  public static final long SEED = 7;

  /** The number of photos in the repository. */
  private static final int MIN_PHOTOS = 7;

  /** Maximum number of photos; all crops are in memory, 100 MB at 224 pixels. */
  private static final int MAX_PHOTOS = 84;

  private static final int MAX_CROPS = 2 * MAX_PHOTOS;

  /** A large JPEG is decoded at no less than this multiple of the preprocessor's resize. */
  private static final int DECODED_SIZE_FACTOR = 4;

  // As in training: 0.3 to 1 of the photo's area, 3:4 to 4:3, half of them mirrored.
  private static final double MIN_AREA = 0.3;
  private static final double WIDEST = 4.0 / 3;

  /** Lists the photos of a folder; an evenly spaced selection if there are too many. */
  public static CalibrationPhotos in(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(CalibrationPhotos::isPhoto).sorted().toList();
    }
    int count = Math.min(files.size(), MAX_PHOTOS);
    return new CalibrationPhotos(
        IntStream.range(0, count)
            .mapToObj(i -> files.get((int) ((long) i * files.size() / count)))
            .toList());
  }

  /** Returns these photos, followed by others. */
  public CalibrationPhotos and(List<Path> others) {
    return new CalibrationPhotos(Stream.concat(files.stream(), others.stream()).toList());
  }

  private static boolean isPhoto(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && ImageFileName.isDecoded(name) && Files.isRegularFile(file);
  }

  /**
   * Lists the photos of a folder that the user chose.
   *
   * @throws InvalidModelException if there is no such folder, or it has too few photos
   */
  public static CalibrationPhotos ofUser(Path folder) throws IOException, InvalidModelException {
    if (!Files.isDirectory(folder)) {
      throw new InvalidModelException(
          "model.calibration: expected a folder at " + folder + ", found none");
    }
    CalibrationPhotos photos = in(folder);
    if (photos.files().size() < MIN_PHOTOS) {
      throw new InvalidModelException(
          "model.calibration: expected at least %d photos (JPEG, PNG, WebP, GIF, BMP, TIFF or HEIC) in %s, found %d"
              .formatted(MIN_PHOTOS, folder, photos.files().size()));
    }
    return photos;
  }

  /** Returns the SHA-256 of all names and photos, 64 hex digits. */
  public String sha256() throws IOException {
    Sha256 hash = new Sha256();
    for (Path file : files) {
      hash.add(file.getFileName().toString()).add(file);
    }
    return hash.hex();
  }

  /** Returns the number of crops per photo. */
  public int crops() {
    return Math.clamp(MAX_CROPS / Math.max(files.size(), 1), 2, CROPS);
  }

  /**
   * Returns tensors {@code [3,size,size]}, {@link #crops} of each photo.
   *
   * @throws InvalidModelException if a photo cannot be read
   */
  public List<float[]> tensors(ModelInput input, PhotoReader reader)
      throws IOException, InvalidModelException {
    Random random = new Random(SEED);
    List<float[]> tensors = new ArrayList<>();
    for (Path file : files) {
      Photo photo = reader.decode(file, DECODED_SIZE_FACTOR * input.resize());
      tensors.add(CropTensor.of(photo, center(photo, input), input));
      for (int i = 1; i < crops(); i++) {
        tensors.add(CropTensor.of(photo, random(photo, random), input));
      }
    }
    return tensors;
  }

  /** Returns the crop that the function uses: the center of the resized image. */
  private static Crop center(Photo photo, ModelInput input) {
    double side = (double) input.size() / input.resize() * Math.min(photo.width(), photo.height());
    return new Crop((photo.width() - side) / 2, (photo.height() - side) / 2, side, side, false);
  }

  private static Crop random(Photo photo, Random random) {
    double area = random.nextDouble(MIN_AREA, 1) * photo.width() * photo.height();
    double shape = Math.exp(random.nextDouble(-1, 1) * Math.log(WIDEST));
    double width = Math.min(photo.width(), Math.sqrt(area * shape));
    double height = Math.min(photo.height(), Math.sqrt(area / shape));
    double x = random.nextDouble() * (photo.width() - width);
    double y = random.nextDouble() * (photo.height() - height);
    return new Crop(x, y, width, height, random.nextBoolean());
  }
}
