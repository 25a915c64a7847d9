package io.github.snaplabel.image;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes progressive JPEGs of random coefficients with any sequence of scans (ITU-T T.81, annex G),
 * which ImageIO cannot. No photo looks like them, but all of their bits are valid.
 *
 * @param width in pixels
 * @param height in pixels
 * @param sampling of luma: 1 or 2; 0 for grayscale
 * @param density how many of the coefficients are not zero, 0..1
 * @param restartInterval MCUs between restart markers; 0 for none
 * @param longCodes whether most Huffman codes have 16 bits, instead of 8
 */
public record ProgressiveJpegWriter(
    int width, int height, int sampling, double density, int restartInterval, boolean longCodes) {
  private static final int BLOCK_SIDE = 8;

  /**
   * A scan.
   *
   * @param component index; -1 for all, interleaved
   * @param high the lowest bit that has been written before, 0 if none has
   * @param low the lowest bit that it writes
   */
  public record Scan(int component, int first, int last, int high, int low) {}

  /** Returns the scans of libjpeg for color. */
  public static List<Scan> usualScans() {
    return List.of(
        new Scan(-1, 0, 0, 0, 1),
        new Scan(0, 1, 5, 0, 2),
        new Scan(2, 1, 63, 0, 1),
        new Scan(1, 1, 63, 0, 1),
        new Scan(0, 6, 63, 0, 2),
        new Scan(0, 1, 63, 2, 1),
        new Scan(-1, 0, 0, 1, 0),
        new Scan(2, 1, 63, 1, 0),
        new Scan(1, 1, 63, 1, 0),
        new Scan(0, 1, 63, 1, 0));
  }

  /** Returns scans of few coefficients each, in random order. */
  public static List<Scan> manyScans(SplittableRandom random, int components) {
    List<Scan> scans = new ArrayList<>();
    int dcLow = random.nextInt(3);
    boolean interleaved = random.nextBoolean();
    for (int bit = dcLow; bit >= 0; bit--) {
      for (int i = 0; i < (interleaved ? 1 : components); i++) {
        scans.add(new Scan(interleaved ? -1 : i, 0, 0, bit == dcLow ? 0 : bit + 1, bit));
      }
    }
    for (int i = 0; i < components; i++) {
      for (int first = 1; first < 64; ) {
        int last = random.nextInt(3) == 0 ? 63 : random.nextInt(first, 64);
        int low = random.nextInt(4);
        for (int bit = low; bit >= 0; bit--) {
          scans.add(new Scan(i, first, last, bit == low ? 0 : bit + 1, bit));
        }
        first = last + 1;
      }
    }
    return scans;
  }

  /** Returns an image whose coefficients depend on the seed alone. */
  public byte[] write(List<Scan> scans, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int components = sampling == 0 ? 1 : 3;
    int side = Math.max(1, sampling);
    int across = Math.ceilDiv(width, BLOCK_SIDE * side);
    int down = Math.ceilDiv(height, BLOCK_SIDE * side);
    List<ProgressiveComponent> all = new ArrayList<>();
    for (int i = 0; i < components; i++) {
      int ofSide = i == 0 ? side : 1;
      all.add(
          new ProgressiveComponent(
              ofSide,
              across * ofSide,
              Math.ceilDiv(width * ofSide, BLOCK_SIDE * side),
              Math.ceilDiv(height * ofSide, BLOCK_SIDE * side),
              coefficients(random, across * down * ofSide * ofSide)));
    }
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    jpeg.writeBytes(ByteEdits.bytes(0xff, 0xd8));
    jpeg.writeBytes(quantization());
    jpeg.writeBytes(frame(components));
    jpeg.writeBytes(huffmanTables());
    jpeg.writeBytes(ByteEdits.bytes(0xff, 0xdd, 0, 4, restartInterval >> 8, restartInterval));
    for (Scan scan : scans) {
      jpeg.writeBytes(header(scan, components));
      List<ProgressiveComponent> selected =
          scan.component() < 0 ? all : List.of(all.get(scan.component()));
      ProgressiveScanWriter writer =
          new ProgressiveScanWriter(scan, selected, restartInterval, longCodes, random);
      jpeg.writeBytes(
          selected.size() == 1
              ? writer.write(selected.getFirst().blocksDown(), selected.getFirst().blocksAcross())
              : writer.write(down, across));
    }
    jpeg.writeBytes(ByteEdits.bytes(0xff, 0xd9));
    return jpeg.toByteArray();
  }

  private List<int[]> coefficients(SplittableRandom random, int blocks) {
    int[][] coefficients = new int[blocks][64];
    for (int[] block : coefficients) {
      double ofBlock = random.nextInt(4) == 0 ? 0 : density;
      block[0] = random.nextInt(-500, 500);
      for (int i = 1; i < block.length; i++) {
        if (random.nextDouble() < ofBlock) {
          block[i] = (random.nextBoolean() ? 1 : -1) * random.nextInt(1 << random.nextInt(1, 6));
        }
      }
    }
    return List.of(coefficients);
  }

  private static byte[] quantization() {
    byte[] segment = new byte[69];
    Arrays.fill(segment, (byte) 2);
    System.arraycopy(ByteEdits.bytes(0xff, 0xdb, 0, 67, 0), 0, segment, 0, 5);
    return segment;
  }

  private byte[] frame(int components) {
    byte[] start =
        ByteEdits.bytes(
            0xff,
            0xc2,
            0,
            8 + 3 * components,
            8,
            height >> 8,
            height,
            width >> 8,
            width,
            components);
    byte[] luma = ByteEdits.bytes(1, Math.max(1, sampling) * 0x11, 0);
    return components == 1
        ? ByteEdits.join(start, luma)
        : ByteEdits.join(start, luma, ByteEdits.bytes(2, 0x11, 0, 3, 0x11, 0));
  }

  /** DC differences of up to 11 bits, and all AC symbols. */
  private byte[] huffmanTables() {
    byte[] counts = new byte[16];
    if (longCodes) {
      // One code of each length from 2 to 11, and 16 bits for all others.
      Arrays.fill(counts, 1, 11, (byte) 1);
      counts[15] = (byte) 246;
    } else {
      counts[7] = (byte) 254;
      counts[8] = 2;
    }
    byte[] symbols = new byte[256];
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = (byte) i;
    }
    return ByteEdits.join(
        ByteEdits.bytes(0xff, 0xc4, 0, 2 + 17 + 12, 0, 0, 0, 0, 0, 12),
        new byte[11],
        Arrays.copyOf(symbols, 12),
        ByteEdits.bytes(0xff, 0xc4, 1, 19, 0x10),
        counts,
        symbols);
  }

  private static byte[] header(Scan scan, int components) {
    int bits = scan.high() << 4 | scan.low();
    byte[] end = ByteEdits.bytes(scan.first(), scan.last(), bits);
    return scan.component() < 0 && components == 3
        ? ByteEdits.join(ByteEdits.bytes(0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0), end)
        : ByteEdits.join(
            ByteEdits.bytes(0xff, 0xda, 0, 8, 1, Math.max(0, scan.component()) + 1, 0), end);
  }

  /**
   * A component.
   *
   * @param blocksPerMcuSide in each direction
   * @param stride blocks in a row, with those behind the edge of the image
   * @param blocksAcross blocks in a row, without them
   * @param blocksDown rows of blocks, without those behind the edge
   * @param coefficients in zigzag order, by block
   */
  record ProgressiveComponent(
      int blocksPerMcuSide,
      int stride,
      int blocksAcross,
      int blocksDown,
      List<int[]> coefficients) {}
}
