package io.github.snaplabel.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Decodes damaged images with both decoders, to compare what they accept, and every pixel. In a
 * process of its own, which native code may crash.
 *
 * <p>Arguments: the number of mutants, a seed for random numbers, and a folder for the mutants that
 * differ.
 */
final class DecoderComparison {
  // Mutants that claim to be large would take time and memory for nothing.
  private static final ImageLimits LIMITS = new ImageLimits(1 << 20, 1 << 18);

  private final ImageDecoder nativeDecoder = TestImages.decoder(LIMITS);
  private final ImageDecoder javaDecoder = TestImages.javaDecoder(LIMITS);
  private final Path differing;
  private int decoded;
  private int differences;

  private DecoderComparison(Path differing) {
    this.differing = differing;
  }

  /** Prints how many mutants were decoded, how many were rejected, and how many differ. */
  public static void main(String[] arguments) throws IOException {
    int mutants = Integer.parseInt(arguments[0]);
    DecoderComparison comparison = new DecoderComparison(Path.of(arguments[2]));
    comparison.compare(mutants, Long.parseLong(arguments[1]));
    System.out.printf(
        "%d %d %d%n", comparison.decoded, mutants - comparison.decoded, comparison.differences);
  }

  private void compare(int mutants, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> jpegs = jpegs();
    List<byte[]> others = others();
    Mutations jpegMutations = new JpegMutations(random, jpegs);
    Mutations otherMutations = new Mutations(random, others);
    for (int i = 0; i < mutants; i++) {
      // Of 24 pixels, 3 remain at 1/8, 6 at 1/4 and 12 at 1/2.
      int shorterSide = new int[] {3, 3, 6, 6, 12, 0}[random.nextInt(6)];
      if (i % 4 == 0) {
        byte[] mutant = otherMutations.mutant(others.get(i / 4 % others.size()));
        if (random.nextBoolean()) {
          CommonPngs.correctChecksums(mutant);
        }
        compare(mutant, shorterSide, "%d-%d-%d.other".formatted(seed, i, shorterSide));
      } else {
        byte[] mutant = jpegMutations.mutant(jpegs.get(i % jpegs.size()));
        compare(mutant, shorterSide, "%d-%d-%d.jpg".formatted(seed, i, shorterSide));
      }
    }
  }

  private void compare(byte[] mutant, int shorterSide, String name) throws IOException {
    List<?> expected = result(nativeDecoder, mutant, shorterSide);
    decoded += isDecoded(expected) ? 1 : 0;
    if (!result(javaDecoder, mutant, shorterSide).equals(expected)) {
      differences++;
      Files.write(differing.resolve(name), mutant);
    }
  }

  private static boolean isDecoded(List<?> result) {
    return result.size() > 1;
  }

  /** Returns small images of the other formats. */
  private static List<byte[]> others() {
    List<byte[]> others = new ArrayList<>();
    for (String name : TestImages.names()) {
      if (!name.endsWith(".jpg")) {
        others.add(TestImages.read(name));
      }
    }
    Stream.of(UnusualPngs.all(), UnusualBmps.all(), UnusualAnimations.all(), UnusualTiffs.all())
        .flatMap(List::stream)
        .map(UnusualImage::file)
        .filter(file -> file.length > 100)
        .forEach(others::add);
    others.addAll(CommonPngs.all().values());
    return others;
  }

  /** Returns small JPEGs of all kinds. */
  private static List<byte[]> jpegs() {
    List<byte[]> seeds = new ArrayList<>();
    for (String name : TestImages.names()) {
      if (name.endsWith(".jpg") && !name.equals("large.jpg")) {
        seeds.add(TestImages.read(name));
      }
    }
    for (String pattern : List.of("noise", "edges", "ramp")) {
      for (float quality : new float[] {0.1f, 0.8f, 1}) {
        for (int sampling = 1; sampling <= 2; sampling++) {
          JpegWriter writer = new JpegWriter(quality, sampling, sampling + 1, quality < 1);
          seeds.add(writer.write(JpegWriter.image(pattern, 40, 24, false)));
          seeds.add(writer.write(JpegWriter.image(pattern, 40, 24, true)));
        }
      }
    }
    seeds.addAll(progressiveJpegs());
    return seeds;
  }

  private static List<byte[]> progressiveJpegs() {
    List<byte[]> seeds = new ArrayList<>();
    for (String pattern : List.of("noise", "edges", "ramp")) {
      for (int sampling = 1; sampling <= 2; sampling++) {
        JpegWriter writer = new JpegWriter(0.8f, sampling, sampling == 1 ? 0 : 4, true);
        seeds.add(writer.writeProgressive(JpegWriter.image(pattern, 40, 24, false)));
        seeds.add(writer.writeProgressive(JpegWriter.image(pattern, 40, 24, true)));
      }
    }
    SplittableRandom random = new SplittableRandom(3);
    for (int sampling = 0; sampling <= 2; sampling++) {
      int interval = sampling == 1 ? 2 : 0;
      ProgressiveJpegWriter writer =
          new ProgressiveJpegWriter(40, 24, sampling, 0.2, interval, sampling == 2);
      int components = sampling == 0 ? 1 : 3;
      seeds.add(writer.write(ProgressiveJpegWriter.manyScans(random, components), sampling));
    }
    return seeds;
  }

  private static List<?> result(ImageDecoder decoder, byte[] jpeg, int shorterSide) {
    try (RgbImage image = decoder.decode(jpeg, shorterSide)) {
      return List.of(image.header(), image.width(), ByteBuffer.wrap(TestImages.rgb(image)));
    } catch (ImageException rejected) {
      return List.of(String.valueOf(rejected.getMessage()));
    }
  }
}
