package io.github.snaplabel.cli;

import io.github.snaplabel.classify.ImageLabeler;
import io.github.snaplabel.classify.LabelOptions;
import io.github.snaplabel.classify.LabelerOptions;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.ImageLimits;
import io.github.snaplabel.image.NativeLibraries;
import io.github.snaplabel.tagging.FakeS3;
import io.github.snaplabel.tagging.FoldedLabel;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Many objects with different contents: the repository's photos, reduced; one in 25 is damaged, and
 * one in 25 is not an image.
 */
final class Uploads {
  static final int DAMAGED = 17;
  static final int NO_PICTURE = 7;
  static final int CYCLE = 25;

  private static final int WIDTH = 200;

  /** Keys that are encoded differently in events, URLs and signatures. */
  private static final List<String> KEYS =
      List.of("p%d.jpg", "my album/p %d.jpg", "a+b%%20c/%d.jpg", "照片/高山 %d.jpg", "😀/x=1&y?%d.jpg");

  private Uploads() {}

  /**
   * Writes the files of a number of objects.
   *
   * @return the objects, with the tags expected from the packaged model
   */
  static List<Upload> in(Path folder, int count) throws IOException, ImageException {
    List<byte[]> photos = photos();
    List<Map<String, String>> labels = new ArrayList<>();
    ModelBundle bundle = ModelBundle.read(PackagedFunction.FOLDER.resolve("model"));
    String model =
        "%s/%s/%s"
            .formatted(
                bundle.manifest().name(),
                bundle.precision().name().toLowerCase(Locale.ROOT),
                bundle.manifest().version());
    NativeLibraries natives = new NativeLibraries(PackagedFunction.FOLDER.resolve("native"));
    try (ImageLabeler labeler =
        ImageLabeler.open(natives, bundle, LabelerOptions.of(ImageLimits.DEFAULT).withThreads(2))) {
      for (byte[] photo : photos) {
        labels.add(FoldedLabel.tags(labeler.label(photo, LabelOptions.DEFAULT), bundle.identity()));
      }
    }
    List<Upload> uploads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] picture = numbered(photos.get(i % photos.size()), i);
      uploads.add(
          switch (i % CYCLE) {
            case NO_PICTURE ->
                upload(folder, i, ("Not picture " + i).getBytes(StandardCharsets.UTF_8), Map.of());
            case DAMAGED ->
                upload(
                    folder,
                    i,
                    Arrays.copyOf(picture, picture.length / 2),
                    Map.of("snaplabel:error", "corrupt-image", "snaplabel:model", model));
            default -> upload(folder, i, picture, labels.get(i % photos.size()));
          });
    }
    return uploads;
  }

  private static Upload upload(Path folder, int number, byte[] content, Map<String, String> tags)
      throws IOException {
    Path file = Files.write(folder.resolve(String.valueOf(number)), content);
    String key = KEYS.get(number % KEYS.size()).formatted(number);
    return new Upload(key, file, content.length, FakeS3.eTag(content), tags);
  }

  /** Returns the reduced photos as JPEG files. */
  private static List<byte[]> photos() throws IOException {
    List<byte[]> photos = new ArrayList<>();
    photos.add(Files.readAllBytes(Path.of("model/self-test.jpg")));
    try (Stream<Path> files = Files.list(Path.of("model/calibration"))) {
      for (Path file : files.filter(name -> name.toString().endsWith(".jpg")).sorted().toList()) {
        photos.add(small(ImageIO.read(file.toFile())));
      }
    }
    return photos;
  }

  private static byte[] small(BufferedImage photo) throws IOException {
    int height = WIDTH * photo.getHeight() / photo.getWidth();
    BufferedImage small = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.drawImage(photo, 0, 0, WIDTH, height, null);
    graphics.dispose();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(small, "jpg", jpeg);
    return jpeg.toByteArray();
  }

  private static byte[] numbered(byte[] jpeg, int number) {
    return withComment(jpeg, ("Number " + number).getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns the image with a comment, which changes its ETag. */
  static byte[] withComment(byte[] jpeg, byte[] comment) {
    return ByteBuffer.allocate(jpeg.length + 4 + comment.length)
        .put(jpeg, 0, 2)
        .putShort((short) 0xFFFE)
        .putShort((short) (2 + comment.length))
        .put(comment)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }
}
