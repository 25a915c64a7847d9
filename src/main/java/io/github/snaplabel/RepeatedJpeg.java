package io.github.snaplabel;

import java.nio.ByteBuffer;

/**
 * Makes a large JPEG of a small one without decoding it: the data of its scan, over and over, with
 * restart markers in between (ITU-T T.81, E.1.4), where decoding starts afresh. All units of the
 * small picture make one row of the large one.
 */
final class RepeatedJpeg {
  private static final int START_OF_FRAME = 0xffc0;
  private static final int START_OF_SCAN = 0xffda;
  private static final int RESTART_INTERVAL = 0xffdd;
  private static final int RESTART = 0xffd0;
  private static final int END_OF_IMAGE = 0xffd9;
  private static final int BLOCK_SIDE = 8;

  // Where in a frame's segment, counted from its marker, are the size and the first sampling.
  private static final int HEIGHT = 5;
  private static final int WIDTH = 7;
  private static final int SAMPLING = 11;

  private RepeatedJpeg() {}

  /**
   * Makes the large one.
   *
   * @param jpeg baseline, of one scan, without restart markers
   * @param height in pixels that the result has at least
   */
  static byte[] of(byte[] jpeg, int height) {
    ByteBuffer small = ByteBuffer.wrap(jpeg);
    int frame = find(small, START_OF_FRAME);
    int scan = find(small, START_OF_SCAN);
    int data = next(small, scan);
    int unitWidth = BLOCK_SIDE * (small.get(frame + SAMPLING) >> 4);
    int unitHeight = BLOCK_SIDE * (small.get(frame + SAMPLING) & 15);
    int units =
        Math.ceilDiv(small.getShort(frame + WIDTH), unitWidth)
            * Math.ceilDiv(small.getShort(frame + HEIGHT), unitHeight);
    int rows = Math.ceilDiv(height, unitHeight);
    ByteBuffer large = ByteBuffer.allocate(data + 6 + rows * (jpeg.length - data));
    large.put(jpeg, 0, scan);
    large.putShort(frame + HEIGHT, (short) (rows * unitHeight));
    large.putShort(frame + WIDTH, (short) (units * unitWidth));
    large.putShort((short) RESTART_INTERVAL).putShort((short) 4).putShort((short) units);
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
