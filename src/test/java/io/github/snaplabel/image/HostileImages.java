package io.github.snaplabel.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * Decodes damaged images in a process of its own, which native code may crash, whose memory is not
 * used by anything else, and whose stderr must stay empty.
 */
final class HostileImages {
  private static final Path STATUS = Path.of("/proc/self/status");

  // Mutants that claim to be large would take time and memory for nothing.
  private static final ImageLimits LIMITS = new ImageLimits(1 << 20, 1 << 20);

  private final ImageDecoder decoder = TestImages.decoder(LIMITS);
  private final ImageDecoder javaDecoder = TestImages.javaDecoder(LIMITS);
  private int differences;

  private HostileImages() {}

  /**
   * Prints how many mutants were decoded, how many were rejected, how many bytes leaked, and for
   * how many the Java decoder decided otherwise.
   */
  public static void main(String[] arguments) throws IOException {
    HostileImages images = new HostileImages();
    int mutants = Integer.parseInt(arguments[0]);
    int decodes = Integer.parseInt(arguments[1]);
    int decoded = images.decodeMutants(mutants);
    System.out.println(
        decoded
            + " "
            + (mutants - decoded)
            + " "
            + images.leakedBytes(decodes)
            + " "
            + images.differences);
  }

  private int decodeMutants(int count) {
    SplittableRandom random = new SplittableRandom(20_260_601);
    List<String> names = TestImages.names();
    int decoded = 0;
    for (int i = 0; i < count; i++) {
      byte[] mutant = TestImages.read(names.get(i % names.size()));
      mutate(mutant, random);
      if (random.nextBoolean()) {
        correctChecksums(mutant);
      }
      decoded += isDecoded(mutant) ? 1 : 0;
      if (names.get(i % names.size()).matches(".*\\.(jpg|png)")) {
        boolean differs = isDecoded(decoder, mutant, 1) != isDecoded(javaDecoder, mutant, 1);
        differences += differs ? 1 : 0;
      }
    }
    return decoded;
  }

  /** Changes one to four bytes; half of the time near the start, where the header is. */
  private static void mutate(byte[] file, SplittableRandom random) {
    int reach = random.nextBoolean() ? file.length : Math.min(file.length, 100);
    for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
      int at = random.nextInt(reach);
      file[at] =
          switch (random.nextInt(3)) {
            case 0 -> (byte) random.nextInt(256);
            case 1 -> (byte) (file[at] ^ (1 << random.nextInt(8)));
            default -> (byte) 0xff;
          };
    }
  }

  /** Makes libpng accept a damaged PNG; hardly changes other files. */
  static void correctChecksums(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file);
    int at = 8;
    while (at + 12 <= file.length) {
      int length = buffer.getInt(at);
      if (length < 0 || length > file.length - at - 12) {
        return;
      }
      CRC32 checksum = new CRC32();
      checksum.update(file, at + 4, length + 4);
      buffer.putInt(at + 8 + length, (int) checksum.getValue());
      at += 12 + length;
    }
  }

  /** Decodes valid and damaged files of each format; returns 0 on systems without /proc. */
  private long leakedBytes(int decodes) throws IOException {
    List<byte[]> files =
        List.of(
            TestImages.read("large.jpg"),
            damaged("large.jpg"),
            truncatedWithAnEnd("large.jpg"),
            withBrokenTable("progressive.jpg"),
            TestImages.read("gray.jpg"),
            TestImages.read("orientation-6.jpg"),
            TestImages.read("rgb.png"),
            damaged("rgb.png"),
            withCorrectChecksums(damaged("rgb.png")),
            TestImages.read("palette8-alpha.png"),
            TestImages.read("lossy-alpha.webp"),
            damaged("lossy.webp"),
            TestImages.read("full-table.gif"),
            damaged("full-table.gif"),
            TestImages.read("deflate.tiff"),
            damaged("deflate.tiff"));
    decodeAll(files, decodes / 10);
    long before = residentBytes();
    decodeAll(files, decodes);
    return residentBytes() - before;
  }

  private void decodeAll(List<byte[]> files, int times) {
    for (int i = 0; i < times; i++) {
      isDecoded(files.get(i % files.size()));
    }
  }

  private boolean isDecoded(byte[] file) {
    return isDecoded(decoder, file, 0);
  }

  private static boolean isDecoded(ImageDecoder decoder, byte[] file, int shorterSide) {
    try (RgbImage image = decoder.decode(file, shorterSide)) {
      image.readRow(image.height() - 1, 0, image.width(), new int[image.width()]);
      return true;
    } catch (ImageException rejected) {
      return false;
    }
  }

  private static byte[] damaged(String name) {
    byte[] file = TestImages.read(name);
    Arrays.fill(file, file.length * 2 / 3, file.length * 2 / 3 + 20, (byte) 0x55);
    return file;
  }

  private static byte[] withCorrectChecksums(byte[] png) {
    correctChecksums(png);
    return png;
  }

  private static byte[] truncatedWithAnEnd(String name) {
    byte[] file = TestImages.read(name);
    byte[] truncated = Arrays.copyOf(file, file.length / 2);
    truncated[truncated.length - 2] = (byte) 0xff;
    truncated[truncated.length - 1] = (byte) 0xd9;
    return truncated;
  }

  /** Damages the last Huffman table, which a later scan uses: libjpeg has then allocated memory. */
  private static byte[] withBrokenTable(String name) {
    byte[] file = TestImages.read(name);
    for (int i = file.length - 20; i > 0; i--) {
      if (file[i] == (byte) 0xff && file[i + 1] == (byte) 0xc4) {
        Arrays.fill(file, i + 5, i + 21, (byte) 0xfe);
        return file;
      }
    }
    throw new IllegalArgumentException(name + " has no Huffman table");
  }

  private static long residentBytes() throws IOException {
    if (!Files.exists(STATUS)) {
      return 0;
    }
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }
}
