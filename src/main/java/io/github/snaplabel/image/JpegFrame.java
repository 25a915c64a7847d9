package io.github.snaplabel.image;

import io.github.snaplabel.image.jpeg.JpegScan;
import java.util.ArrayList;
import java.util.List;

/**
 * The frame header of a JPEG (ITU-T T.81, B.2.2).
 *
 * @param width in pixels
 * @param height in pixels
 * @param progressive whether each coefficient may come in several scans
 * @param arithmetic whether the data is coded arithmetically and not by Huffman codes
 * @param components 1, 3 or 4
 */
record JpegFrame(
    int width,
    int height,
    boolean progressive,
    boolean arithmetic,
    List<FrameComponent> components) {
  private static final int MAX_SAMPLING = 4;
  private static final int COMPONENT_BYTES = 3;

  /** Huffman codes of at least one bit each for the DC coefficient and for the block's end. */
  private static final int BLOCKS_PER_BYTE = 4;

  /** Blocks of 12 megapixels in 4:2:0, all of them in each of the ten scans of common encoders. */
  private static final long ARITHMETIC_BLOCKS = 2_000_000;

  /**
   * A component.
   *
   * @param id which scans name it by
   * @param blocks of 8 x 8 samples that it has
   */
  record FrameComponent(int id, long blocks) {}

  /**
   * Reads the header.
   *
   * @param marker its second byte, 0xc0 to 0xcf
   * @throws UnsupportedImageException if it is of a kind that is not decoded
   * @throws CorruptImageException if it is damaged
   */
  static JpegFrame read(int marker, Bytes segment) throws ImageException {
    // Sequential and progressive, each with Huffman or arithmetic coding.
    if (marker != 0xc0 && marker != 0xc1 && marker != 0xc2 && marker != 0xc9 && marker != 0xca) {
      throw new UnsupportedImageException(
          "A lossless or hierarchical JPEG (SOF%d) is not read".formatted(marker - 0xc0));
    }
    int precision = segment.u8(0);
    int height = segment.u16be(1);
    int width = segment.u16be(3);
    int count = segment.u8(5);
    if (precision != 8) {
      throw new UnsupportedImageException(
          "A JPEG of %d bits per sample is not read".formatted(precision));
    }
    if (count != 1 && count != 3 && count != 4) {
      throw new UnsupportedImageException("A JPEG of %d components is not read".formatted(count));
    }
    return new JpegFrame(
        width,
        height,
        marker == 0xc2 || marker == 0xca,
        marker >= 0xc9,
        components(segment.from(6, (long) COMPONENT_BYTES * count), width, height));
  }

  private static List<FrameComponent> components(Bytes bytes, int width, int height)
      throws CorruptImageException {
    int maxAcross = 0;
    int maxDown = 0;
    for (int at = 1; at < bytes.length(); at += COMPONENT_BYTES) {
      maxAcross = Math.max(maxAcross, sampling(bytes.u8(at) >> 4));
      maxDown = Math.max(maxDown, sampling(bytes.u8(at) & 15));
    }
    List<FrameComponent> components = new ArrayList<>();
    for (int at = 1; at < bytes.length(); at += COMPONENT_BYTES) {
      long across = blocks((long) width * (bytes.u8(at) >> 4), maxAcross);
      long down = blocks((long) height * (bytes.u8(at) & 15), maxDown);
      components.add(new FrameComponent(bytes.u8(at - 1), across * down));
    }
    return components;
  }

  private static int sampling(int factor) throws CorruptImageException {
    if (factor < 1 || factor > MAX_SAMPLING) {
      throw new CorruptImageException("The JPEG has a sampling factor of %d".formatted(factor));
    }
    return factor;
  }

  private static long blocks(long samples, int maxSampling) {
    return Math.ceilDiv(samples, (long) JpegScan.BLOCK_SIDE * maxSampling);
  }

  /**
   * The blocks that a scan visits.
   *
   * @param header of the scan (T.81, B.2.3)
   */
  long blocksOf(Bytes header) throws CorruptImageException {
    // Components may share an id: a scan that names it twice means the next one, as in libjpeg.
    List<FrameComponent> left = new ArrayList<>(components);
    long blocks = 0;
    for (int i = 0; i < header.u8(0); i++) {
      int id = header.u8(1 + 2 * i);
      for (FrameComponent component : left) {
        if (component.id() == id) {
          blocks += component.blocks();
          left.remove(component);
          break;
        }
      }
    }
    return blocks;
  }

  /**
   * Refuses what takes more time than its bytes explain: a decoder visits each block of a scan,
   * even of one that has no data. Progressive scans by Huffman codes are limited by their number.
   *
   * @param blocks that all scans visit
   * @param bytes of the file
   * @throws CorruptImageException if Huffman codes of so few bytes cannot hold so many blocks
   * @throws UnsupportedImageException if arithmetic coding could, but no photo is that simple
   */
  void checkWork(long blocks, long bytes) throws ImageException {
    if (arithmetic && blocks > ARITHMETIC_BLOCKS + BLOCKS_PER_BYTE * bytes) {
      throw new UnsupportedImageException(
          "A JPEG with arithmetic coding and %d blocks in %d bytes is not decoded: it would take too long"
              .formatted(blocks, bytes));
    }
    if (!arithmetic && !progressive && blocks > BLOCKS_PER_BYTE * bytes) {
      throw new CorruptImageException(
          "The JPEG is cut off: its %d bytes cannot hold %d x %d pixels"
              .formatted(bytes, width, height));
    }
  }
}
