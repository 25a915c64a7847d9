package io.github.snaplabel;

import java.nio.ByteBuffer;

/**
 * Builds a large JPEG from a small one without decoding it, by repeating the entropy-coded data of
 * its scan with a restart marker after each copy (ITU-T T.81, E.1.4), which resets the decoder's
 * state. All MCUs of the small image form one MCU row of the large image.
 */
final class RepeatedJpeg {
  private static final int START_OF_FRAME = 0xffc0;
  private static final int START_OF_SCAN = 0xffda;
  private static final int RESTART_INTERVAL = 0xffdd;
  private static final int RESTART = 0xffd0;
  private static final int END_OF_IMAGE = 0xffd9;
  private static final int BLOCK_SIDE = 8;

  // Offsets from a frame's marker, in bytes, of its size and its first component's sampling.
  private static final int HEIGHT_OFFSET = 5;
  private static final int WIDTH_OFFSET = 7;
  private static final int SAMPLING_OFFSET = 11;

  private RepeatedJpeg() {}

  /**
   * Returns the large JPEG.
   *
   * @param jpeg a baseline JPEG with one scan and without restart markers
   * @param minHeight of the result, in pixels
   */
  static byte[] of(byte[] jpeg, int minHeight) {
    ByteBuffer small = ByteBuffer.wrap(jpeg);
    int frame = find(small, START_OF_FRAME);
    int scan = find(small, START_OF_SCAN);
    int data = next(small, scan);
    int mcuWidth = BLOCK_SIDE * (small.get(frame + SAMPLING_OFFSET) >> 4);
    int mcuHeight = BLOCK_SIDE * (small.get(frame + SAMPLING_OFFSET) & 15);
    int mcus =
        Math.ceilDiv(small.getShort(frame + WIDTH_OFFSET), mcuWidth)
            * Math.ceilDiv(small.getShort(frame + HEIGHT_OFFSET), mcuHeight);
    int rows = Math.ceilDiv(minHeight, mcuHeight);
    ByteBuffer large = ByteBuffer.allocate(data + 6 + rows * (jpeg.length - data));
    large.put(jpeg, 0, scan);
    large.putShort(frame + HEIGHT_OFFSET, (short) (rows * mcuHeight));
    large.putShort(frame + WIDTH_OFFSET, (short) (mcus * mcuWidth));
    large.putShort((short) RESTART_INTERVAL).putShort((short) 4).putShort((short) mcus);
    large.put(jpeg, scan, data - scan);
    for (int row = 0; row < rows; row++) {
      large.put(jpeg, data, jpeg.length - Short.BYTES - data);
      large.putShort((short) (row == rows - 1 ? END_OF_IMAGE : RESTART + row % 8));
    }
    return large.array();
  }

  private static int find(ByteBuffer jpeg, int marker) {
    int at = Short.BYTES;
    while (jpeg.getShort(at) != (short) marker) {
      at = next(jpeg, at);
    }
    return at;
  }

  private static int next(ByteBuffer jpeg, int at) {
    return at + Short.BYTES + jpeg.getShort(at + Short.BYTES);
  }
}
