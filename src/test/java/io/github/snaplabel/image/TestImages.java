package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Leptonica;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The images in {@code src/test/resources/images}, and decoders for them. */
public final class TestImages {
  private TestImages() {}

  public static ImageDecoder decoder() {
    return decoder(ImageLimits.DEFAULT);
  }

  public static ImageDecoder decoder(ImageLimits limits) {
    return new ImageDecoder(natives(), limits);
  }

  /** Returns a decoder that decodes large JPEGs and common PNGs in Java. */
  public static ImageDecoder javaDecoder(ImageLimits limits) {
    return new ImageDecoder(natives(), limits, PreferredDecoder.JAVA, HeicDecoding.ON);
  }

  /** Returns a decoder that does not decode HEIC. */
  static ImageDecoder decoderWithoutHeic() {
    return new ImageDecoder(
        natives(), ImageLimits.DEFAULT, PreferredDecoder.NATIVE, HeicDecoding.OFF);
  }

  public static Leptonica leptonica() {
    return new Leptonica(leptonicaFile());
  }

  public static Path leptonicaFile() {
    return natives().leptonica();
  }

  private static NativeLibraries natives() {
    return new NativeLibraries(Path.of(System.getProperty("snaplabel.natives")));
  }

  /** Returns the names of all images, without the files of their pixels. */
  public static List<String> names() {
    try (Stream<Path> files = Files.list(directory())) {
      return files
          .map(file -> Objects.toString(file.getFileName()))
          .filter(name -> !name.endsWith(".rgb"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] read(String name) {
    try {
      return Files.readAllBytes(directory().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the pixels as red, green and blue bytes, row by row. */
  public static byte[] rgb(RgbImage image) {
    byte[] rgb = new byte[image.width() * image.height() * 3];
    int[] row = new int[image.width()];
    int at = 0;
    for (int y = 0; y < image.height(); y++) {
      image.readRow(y, 0, row.length, row);
      for (int word : row) {
        rgb[at++] = (byte) (word >>> 24);
        rgb[at++] = (byte) (word >>> 16);
        rgb[at++] = (byte) (word >>> 8);
      }
    }
    return rgb;
  }

  private static Path directory() {
    try {
      return Path.of(Objects.requireNonNull(TestImages.class.getResource("/images")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
