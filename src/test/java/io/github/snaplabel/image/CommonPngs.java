package io.github.snaplabel.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Makes PNGs of the kinds that Java decodes, in widths that are no multiple of a vector. */
final class CommonPngs {
  private static final int HEIGHT = 23;

  private CommonPngs() {}

  static Map<String, byte[]> all() {
    Map<String, byte[]> pngs = new LinkedHashMap<>();
    for (int width : new int[] {1, 2, 37}) {
      pngs.put("gray " + width, PngWriter.filtered(width, HEIGHT, 0, samples(width, 256)));
      pngs.put("color " + width, PngWriter.filtered(width, HEIGHT, 2, samples(3 * width, 256)));
      pngs.put(
          "gray, alpha " + width, PngWriter.filtered(width, HEIGHT, 4, samples(2 * width, 256)));
      pngs.put(
          "color, alpha " + width, PngWriter.filtered(width, HEIGHT, 6, samples(4 * width, 256)));
      for (int colors : new int[] {1, 5, 256}) {
        byte[] rows = samples(width, 256);
        byte[] palette = PngWriter.chunk("PLTE", samples(3, 256, colors));
        pngs.put(
            "palette of %d, %d".formatted(colors, width),
            PngWriter.filtered(width, HEIGHT, 3, rows, palette));
        for (int opacities : new int[] {1, (colors + 1) / 2, colors}) {
          byte[] alpha = PngWriter.chunk("tRNS", samples(1, 256, opacities));
          pngs.put(
              "palette of %d, alpha of %d, %d".formatted(colors, opacities, width),
              PngWriter.filtered(width, HEIGHT, 3, rows, palette, alpha));
        }
      }
    }
    return pngs;
  }

  static byte[] color() {
    return PngWriter.filtered(37, HEIGHT, 2, samples(3 * 37, 256));
  }

  /** Returns a small PNG with a palette and opacities. */
  static byte[] palette() {
    byte[] palette = PngWriter.chunk("PLTE", samples(3, 256, 5));
    byte[] alpha = PngWriter.chunk("tRNS", samples(1, 256, 3));
    return PngWriter.filtered(2, HEIGHT, 3, samples(2, 5), palette, alpha);
  }

  private static byte[] samples(int rowBytes, int range) {
    return samples(rowBytes, range, HEIGHT);
  }

  /** Returns bytes near the ones before, or any. */
  private static byte[] samples(int rowBytes, int range, int rows) {
    SplittableRandom random = new SplittableRandom(rowBytes);
    byte[] samples = new byte[rowBytes * rows];
    for (int i = 0; i < samples.length; i++) {
      int before = i < rowBytes ? 0 : samples[i - rowBytes];
      samples[i] =
          (byte)
              switch (random.nextInt(4)) {
                case 0 -> random.nextInt(range);
                case 1 -> 0xff;
                default -> before + random.nextInt(3);
              };
    }
    return samples;
  }

  /** Returns the PNG with its pixels in chunks of this length, of 0 bytes at first. */
  static byte[] inChunks(byte[] png, int length) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(png, 0, 8);
    ByteBuffer buffer = ByteBuffer.wrap(png);
    for (int at = 8; at < png.length; at += 12 + buffer.getInt(at)) {
      byte[] type = Arrays.copyOfRange(png, at + 4, at + 8);
      int end = at + 12 + buffer.getInt(at);
      if (!Arrays.equals(type, new byte[] {'I', 'D', 'A', 'T'})) {
        result.write(png, at, end - at);
        continue;
      }
      result.writeBytes(PngWriter.chunk("IDAT", new byte[0]));
      for (int from = at + 8; from < end - 4; from += length) {
        int to = Math.min(from + length, end - 4);
        result.writeBytes(PngWriter.chunk("IDAT", Arrays.copyOfRange(png, from, to)));
      }
    }
    return result.toByteArray();
  }

  /** Corrects all checksums, so that only what is damaged otherwise is rejected. */
  static void correctChecksums(byte[] png) {
    List<Integer> pixels = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(png);
    int at = 8;
    while (at + 12 <= png.length) {
      int length = buffer.getInt(at);
      if (length < 0 || length > png.length - at - 12) {
        break;
      }
      if (buffer.getInt(at + 4) == 0x49444154) {
        pixels.add(at);
      }
      at += 12 + length;
    }
    if (pixels.size() == 1) {
      int from = pixels.getFirst() + 8;
      correctAdler(png, from, from + buffer.getInt(from - 8));
    }
    HostileImages.correctChecksums(png);
  }

  private static void correctAdler(byte[] png, int from, int end) {
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(png, Math.min(from + 2, end), Math.max(0, end - from - 2));
      Adler32 checksum = new Adler32();
      byte[] part = new byte[1000];
      int count = inflater.inflate(part);
      for (int i = 0; count > 0 && i < 1000; i++) {
        checksum.update(part, 0, count);
        count = inflater.inflate(part);
      }
      if (inflater.finished() && inflater.getRemaining() >= 4) {
        int at = end - inflater.getRemaining();
        ByteBuffer.wrap(png).putInt(at, (int) checksum.getValue());
      }
    } catch (DataFormatException damaged) {
      // It stays damaged.
      return;
    }
  }
}
