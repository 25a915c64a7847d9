package io.github.snaplabel.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** Files of a million bytes that consist of the smallest parts that their format has. */
public final class RepetitiveFiles {
  private static final int BYTES = 1_000_000;
  private static final int FTYP_BYTES = 24;

  private RepetitiveFiles() {}

  public static Stream<Named<byte[]>> jpegs() {
    byte[] jpeg = TestImages.read("baseline.jpg");
    return Stream.of(
        Named.of("restarts", restarts()),
        Named.of("empty comments", repeat(jpeg, 2, "fffe0002")),
        Named.of("empty Huffman tables", repeat(jpeg, 2, "ffc4001301" + "00".repeat(16))),
        Named.of("small Huffman tables", repeat(jpeg, 2, "ffc4001401" + "01" + "00".repeat(16))),
        Named.of("quantization tables", repeat(jpeg, 2, "ffdb004303" + "01".repeat(64))),
        Named.of("restart intervals", repeat(jpeg, 2, "ffdd00040000")),
        Named.of("fill bytes", repeat(jpeg, 2, "ff")),
        Named.of("stray restart markers", repeat(jpeg, 2, "ffd0")),
        Named.of("truncated EXIF", repeat(jpeg, 2, "ffe10012" + exif("00000008ffff"))),
        Named.of("EXIF with an offset outside", repeat(jpeg, 2, "ffe10010" + exif("ffffffff"))),
        Named.of("EXIF without entries", repeat(jpeg, 2, "ffe1000c" + exif(""))));
  }

  public static Stream<Named<byte[]>> others() {
    byte[] png = TestImages.read("rgb.png");
    byte[] gif = TestImages.read("plain.gif");
    byte[] webp = TestImages.read("lossy-alpha.webp");
    byte[] heic = TestImages.read("nclx.heic");
    return Stream.of(
        Named.of("PNG: empty data", repeat(png, png.length - 12, "0000000049444154" + "35af061e")),
        Named.of("PNG: empty texts", repeat(png, 33, "0000000074455874" + "00000000")),
        Named.of(
            "PNG: truncated EXIF",
            repeat(png, 33, "0000000865584966" + "4d4d002a00000008" + "00000000")),
        Named.of("GIF: empty extensions", repeat(gif, 13 + paletteBytes(gif), "21fe00")),
        Named.of("GIF: blocks of one byte", extension(gif, "0161")),
        Named.of("WebP: empty chunks", repeat(webp, 30, "5858585800000000")),
        Named.of("TIFF: all tags", tiff()),
        Named.of("HEIC: empty boxes", repeat(heic, FTYP_BYTES, "0000000866726565")),
        Named.of("HEIC: items without data", heicItems()));
  }

  /** Returns a HEIC that names as many places of items as there can be, and no other items. */
  private static byte[] heicItems() {
    int items = 65_535;
    ByteBuffer heic = ByteBuffer.allocate(100 + 6 * items);
    heic.putInt(16).put(ascii("ftypheic")).putInt(0);
    heic.putInt(heic.remaining()).put(ascii("meta")).putInt(0);
    heic.putInt(14).put(ascii("pitm")).putInt(0).putShort((short) 1);
    heic.putInt(14).put(ascii("iinf")).putInt(0).putShort((short) 0);
    heic.putInt(16).put(ascii("iprp")).putInt(8).put(ascii("ipco"));
    heic.putInt(heic.remaining()).put(ascii("iloc")).putInt(0).putShort((short) 0);
    heic.putShort((short) items);
    for (int item = 0; item < items; item++) {
      heic.putShort((short) item).putShort((short) 0).putShort((short) 0);
    }
    return heic.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns an image of one color with a restart marker after each of its blocks. */
  private static byte[] restarts() {
    return new JpegWriter(1, 1, 1, true).write(JpegWriter.image("white", 3000, 3000, true));
  }

  /** Returns a TIFF whose directory has as many tags as there can be. */
  private static byte[] tiff() {
    int tags = 65_535;
    ByteBuffer tiff = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put(new byte[] {'I', 'I', 42, 0}).putInt(8).putShort((short) tags);
    for (int tag = 0; tag < tags; tag++) {
      tiff.putShort((short) tag).putShort((short) 3).putInt(1).putInt(0);
    }
    return tiff.array();
  }

  private static byte[] repeat(byte[] file, int at, String hex) {
    byte[] part = HexFormat.of().parseHex(hex);
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(file, 0, at);
    for (int i = 0; i < BYTES / part.length; i++) {
      result.writeBytes(part);
    }
    result.write(file, at, file.length - at);
    return result.toByteArray();
  }

  private static byte[] extension(byte[] gif, String block) {
    int at = 13 + paletteBytes(gif);
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

  private static int paletteBytes(byte[] gif) {
    return (gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1);
  }

  private static String exif(String rest) {
    String prefix = HexFormat.of().formatHex("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    return prefix + "4d4d002a" + rest;
  }
}
