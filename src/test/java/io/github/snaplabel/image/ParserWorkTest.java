package io.github.snaplabel.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.snaplabel.image.jpeg.BaselineJpegParser;
import io.github.snaplabel.image.jpeg.JpegScan;
import io.github.snaplabel.image.jpeg.ScaledJpegDecoder;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Counts what parsers do for each byte of files that are nothing but the smallest parts of their
 * format, a million bytes of them: bytes read, and bytes allocated, which exceptions, tables and
 * copies show in.
 */
class ParserWorkTest {
  private static final int SIZE = 1_000_000;
  private static final long READS_PER_BYTE = 8;
  private static final long ALLOCATED_PER_BYTE = 64;
  private static final long FIXED = 1 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static Stream<Named<byte[]>> files() {
    byte[] jpeg = TestImages.read("baseline.jpg");
    byte[] png = TestImages.read("rgb.png");
    byte[] gif = TestImages.read("plain.gif");
    byte[] webp = TestImages.read("lossy-alpha.webp");
    return Stream.of(
        Named.of("restarts", restarts()),
        Named.of("JPEG: empty comments", repeat(jpeg, 2, "fffe0002")),
        Named.of("JPEG: empty Huffman tables", repeat(jpeg, 2, "ffc4001301" + "00".repeat(16))),
        Named.of(
            "JPEG: small Huffman tables", repeat(jpeg, 2, "ffc4001401" + "01" + "00".repeat(16))),
        Named.of("JPEG: quantization tables", repeat(jpeg, 2, "ffdb004303" + "01".repeat(64))),
        Named.of("JPEG: restart intervals", repeat(jpeg, 2, "ffdd00040000")),
        Named.of("JPEG: fill bytes", repeat(jpeg, 2, "ff")),
        Named.of("JPEG: stray restart markers", repeat(jpeg, 2, "ffd0")),
        Named.of("JPEG: EXIF that is cut off", repeat(jpeg, 2, "ffe10012" + exif("00000008ffff"))),
        Named.of("JPEG: EXIF that points outside", repeat(jpeg, 2, "ffe10010" + exif("ffffffff"))),
        Named.of("JPEG: EXIF without entries", repeat(jpeg, 2, "ffe1000c" + exif(""))),
        Named.of("PNG: empty data", repeat(png, png.length - 12, "0000000049444154" + "35af061e")),
        Named.of("PNG: empty texts", repeat(png, 33, "0000000074455874" + "00000000")),
        Named.of(
            "PNG: EXIF that is cut off",
            repeat(png, 33, "0000000865584966" + "4d4d002a00000008" + "00000000")),
        Named.of("GIF: empty extensions", repeat(gif, 13 + palette(gif), "21fe00")),
        Named.of("GIF: blocks of one byte", extension(gif, "0161")),
        Named.of("WebP: empty chunks", repeat(webp, 30, "5858585800000000")));
  }

  @ParameterizedTest
  @MethodSource("files")
  void isBoundedByTheFilesBytes(byte[] file) {
    CountingBytes bytes = new CountingBytes(file);
    long before = THREADS.getCurrentThreadAllocatedBytes();

    try {
      EncodedImage image = ImageSniffer.read(bytes, ImageLimits.DEFAULT);
      if (image instanceof JpegFile) {
        JpegScan scan = BaselineJpegParser.read(bytes);
        new ScaledJpegDecoder(scan, 8).decode(TestImages.leptonica()).close();
      }
    } catch (ImageException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }

    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(bytes.reads()).as("reads").isLessThan(READS_PER_BYTE * file.length);
    assertThat(allocated).as("allocated").isLessThan(FIXED + ALLOCATED_PER_BYTE * file.length);
  }

  /** A picture of one color with a restart marker behind each of its blocks. */
  private static byte[] restarts() {
    return new JpegWriter(1, 1, 1, true).write(JpegWriter.picture("white", 3000, 3000, true));
  }

  private static byte[] repeat(byte[] file, int at, String hex) {
    byte[] part = HexFormat.of().parseHex(hex);
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(file, 0, at);
    for (int i = 0; i < SIZE / part.length; i++) {
      result.writeBytes(part);
    }
    result.write(file, at, file.length - at);
    return result.toByteArray();
  }

  private static byte[] extension(byte[] gif, String block) {
    int at = 13 + palette(gif);
    byte[] blocks = repeat(gif, at, block);
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(blocks, 0, at);
    result.writeBytes(new byte[] {0x21, (byte) 0xfe});
    int end = blocks.length - (gif.length - at);
    result.write(blocks, at, end - at);
    result.write(0);
    result.write(gif, at, gif.length - at);
    return result.toByteArray();
  }

  private static int palette(byte[] gif) {
    return (gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1);
  }

  private static String exif(String rest) {
    String prefix = HexFormat.of().formatHex("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    return (prefix + "4d4d002a" + rest).toLowerCase(Locale.ROOT);
  }
}
