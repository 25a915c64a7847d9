package io.github.snaplabel.image;

import java.util.ArrayList;
import java.util.List;

/**
 * The frame header of a JPEG (ITU-T T.81, B.2.2).
 *
 * @param width in pixels
 * @param height in pixels
 * @param progressive whether a coefficient may be split among several scans
 * @param arithmetic whether the data is arithmetic-coded instead of Huffman-coded
 * @param components one, three or four
 */
record JpegFrame(
    int width,
    int height,
    boolean progressive,
    boolean arithmetic,
    List<FrameComponent> components) {
  private static final int BLOCK_SIDE = 8;
  private static final int MAX_SAMPLING = 4;
  private static final int COMPONENT_BYTES = 3;

  /** A block has two Huffman codes of at least one bit: for its DC coefficient and for its end. */
  private static final int MAX_BLOCKS_PER_BYTE = 4;

  /** More than common encoders' ten scans visit for 12 megapixels in 4:2:0: 1.5 million blocks. */
  private static final long MAX_ARITHMETIC_BLOCKS = 2_000_000;

  /**
   * A component.
   *
   * @param id by which scans refer to it
   * @param blocks number of its blocks of 8 x 8 samples
   */
  record FrameComponent(int id, long blocks) {}

  /**
   * Parses the header.
   *
   * @param marker second byte of the marker, 0xc0 to 0xcf
   * @throws UnsupportedImageException if the variant is not supported
   * @throws CorruptImageException if it is damaged
   */
  static JpegFrame parse(int marker, Bytes segment) throws ImageException {
    // Sequential and progressive, each with Huffman or arithmetic coding.
    if (marker != 0xc0 && marker != 0xc1 && marker != 0xc2 && marker != 0xc9 && marker != 0xca) {
      throw new UnsupportedImageException(
          "A lossless or hierarchical JPEG (SOF%d) is not supported".formatted(marker - 0xc0));
    }
    int precision = segment.u8(0);
    int height = segment.u16be(1);
    int width = segment.u16be(3);
    int count = segment.u8(5);
    if (precision != 8) {
      throw new UnsupportedImageException(
          "A JPEG of %d bits per sample is not supported".formatted(precision));
    }
    if (count != 1 && count != 3 && count != 4) {
      throw new UnsupportedImageException(
          "A JPEG of %d components is not supported".formatted(count));
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
    return Math.ceilDiv(samples, (long) BLOCK_SIDE * maxSampling);
  }

  /**
   * Returns the components that a scan visits.
   *
   * @param header of the scan (T.81, B.2.3)
   */
  List<FrameComponent> componentsOf(Bytes header) throws CorruptImageException {
    // Components may share an id. A scan that repeats it means the next one, as in libjpeg.
    List<FrameComponent> remaining = new ArrayList<>(components);
    List<FrameComponent> visited = new ArrayList<>();
    for (int i = 0; i < header.u8(0); i++) {
      int id = header.u8(1 + 2 * i);
      for (int j = 0; j < remaining.size(); j++) {
        if (remaining.get(j).id() == id) {
          visited.add(remaining.remove(j));
          break;
        }
      }
    }
    return visited;
  }

  /** Returns whether the ids of the components are these characters. */
  boolean hasComponents(String ids) {
    return ids.chars()
        .boxed()
        .toList()
        .equals(components.stream().map(FrameComponent::id).toList());
  }

  /**
   * Rejects images that take more time than their bytes justify: a decoder visits every block of a
   * scan, even if it has no data. Progressive Huffman-coded images are limited by their number of
   * scans instead.
   *
   * @param blocks visited by all scans
   * @param bytes of the file
   * @throws CorruptImageException if that many Huffman-coded blocks cannot fit into the file
   * @throws UnsupportedImageException if arithmetic-coded blocks could, but no photo is that simple
   */
  void checkWork(long blocks, long bytes) throws ImageException {
    if (arithmetic && blocks > MAX_ARITHMETIC_BLOCKS + MAX_BLOCKS_PER_BYTE * bytes) {
      throw new UnsupportedImageException(
          "A JPEG with arithmetic coding and %d blocks in %d bytes is not decoded: it would take too long"
              .formatted(blocks, bytes));
    }
    if (!arithmetic && !progressive && blocks > MAX_BLOCKS_PER_BYTE * bytes) {
      throw new CorruptImageException(
          "The JPEG is truncated: its %d bytes cannot hold %d x %d pixels"
              .formatted(bytes, width, height));
    }
  }
}
