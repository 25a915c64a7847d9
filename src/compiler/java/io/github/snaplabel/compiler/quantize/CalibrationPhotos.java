package io.github.snaplabel.compiler.quantize;

import io.github.snaplabel.classify.ModelInput;
import io.github.snaplabel.compiler.photo.CropTensor.Crop;
import io.github.snaplabel.compiler.photo.CropTensor;
import io.github.snaplabel.compiler.photo.Photo;
import io.github.snaplabel.compiler.photo.PhotoReader;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The photos whose activations are measured, and the parts of them that are shown to the network:
 * the same ones each time.
 *
 * @param files sorted by name
 */
public record CalibrationPhotos(List<Path> files) {
  /** Parts of a photo where there are few: one as the function sees it, the others at random. */
  static final int CROPS = 12;

  /** Of the random parts. */
  public static final long SEED = 7;

  /** As many photos as the project comes with. */
  private static final int LEAST_PHOTOS = 7;

  /** Photos and parts, which are all in memory: 100 MB at 224 pixels. */
  private static final int MOST_PHOTOS = 84;

  private static final int MOST_PARTS = 2 * MOST_PHOTOS;

  /** A large JPEG is decoded at the scale that leaves so many times what the network sees. */
  private static final int SPARE = 4;

  private static final Pattern PHOTO = Pattern.compile("[^.].*\\.(jpe?g|png|webp|gif|bmp)");

  // As in training: 0.3 to 1 of the photo's area, 3:4 to 4:3, half of them mirrored.
  private static final double LEAST_AREA = 0.3;
  private static final double WIDEST = 4.0 / 3;

  /** Lists the photos of a folder; of very many, some from the first to the last. */
  public static CalibrationPhotos in(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(CalibrationPhotos::isPhoto).sorted().toList();
    }
    int count = Math.min(files.size(), MOST_PHOTOS);
    return new CalibrationPhotos(
        IntStream.range(0, count)
            .mapToObj(i -> files.get((int) ((long) i * files.size() / count)))
            .toList());
  }

  private static boolean isPhoto(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return PHOTO.matcher(name).matches() && Files.isRegularFile(file);
  }

  /**
   * Lists photos of the user's own kind.
   *
   * @throws InvalidModelException if there is no such folder, or too few photos are in it
   */
  public static CalibrationPhotos ofUser(Path folder) throws IOException, InvalidModelException {
    if (!Files.isDirectory(folder)) {
      throw new InvalidModelException(
          "model.calibration: expected a folder at " + folder + ", found none");
    }
    CalibrationPhotos photos = in(folder);
    if (photos.files().size() < LEAST_PHOTOS) {
      throw new InvalidModelException(
          "model.calibration: expected at least %d photos (JPEG, PNG, WebP, GIF or BMP) in %s, found %d"
              .formatted(LEAST_PHOTOS, folder, photos.files().size()));
    }
    return photos;
  }

  /** The hash of all photos, 64 hex digits. */
  public String sha256() throws IOException {
    Sha256 hash = new Sha256();
    for (Path file : files) {
      hash.add(file.getFileName().toString()).add(file);
    }
    return hash.hex();
  }

  /** Returns how many parts of each photo are shown. */
  public int crops() {
    return Math.clamp(MOST_PARTS / Math.max(files.size(), 1), 2, CROPS);
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
      Photo photo = reader.decode(file, SPARE * input.resize());
      tensors.add(CropTensor.of(photo, center(photo, input), input));
      for (int i = 1; i < crops(); i++) {
        tensors.add(CropTensor.of(photo, random(photo, random), input));
      }
    }
    return tensors;
  }

  /** The part that the function sees: the center of the resized picture. */
  private static Crop center(Photo photo, ModelInput input) {
    double side = (double) input.size() / input.resize() * Math.min(photo.width(), photo.height());
    return new Crop((photo.width() - side) / 2, (photo.height() - side) / 2, side, side, false);
  }

  private static Crop random(Photo photo, Random random) {
    double area = random.nextDouble(LEAST_AREA, 1) * photo.width() * photo.height();
    double shape = Math.exp(random.nextDouble(-1, 1) * Math.log(WIDEST));
    double width = Math.min(photo.width(), Math.sqrt(area * shape));
    double height = Math.min(photo.height(), Math.sqrt(area / shape));
    double x = random.nextDouble() * (photo.width() - width);
    double y = random.nextDouble() * (photo.height() - height);
    return new Crop(x, y, width, height, random.nextBoolean());
  }
}
