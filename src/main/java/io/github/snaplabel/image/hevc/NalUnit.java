package io.github.snaplabel.image.hevc;

import java.util.Arrays;

/**
 * A NAL unit (7.3.1).
 *
 * @param type {@code nal_unit_type} (Table 7-1)
 * @param layer {@code nuh_layer_id}; 0 for everything that a single-layer decoder uses
 * @param rbsp the payload without its emulation prevention bytes
 */
@SuppressWarnings("ArrayRecordComponent") // read once: neither copied nor compared
record NalUnit(int type, int layer, byte[] rbsp) {
  static final int SPS = 33;
  static final int PPS = 34;

  private static final int HEADER_BYTES = 2;
  private static final int LAST_TRAILING_PICTURE = 9;
  private static final int FIRST_RANDOM_ACCESS_POINT = 16;
  private static final int IDR_W_RADL = 19;
  private static final int IDR_N_LP = 20;
  private static final int CRA = 21;
  private static final int LAST_RANDOM_ACCESS_POINT = 23;

  static NalUnit parse(byte[] bytes) throws HevcException {
    if (bytes.length < HEADER_BYTES) {
      throw HevcException.corrupt("A NAL unit of %d bytes is too short".formatted(bytes.length));
    }
    int header = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    if (header >>> 15 != 0) {
      throw HevcException.corrupt("The first bit of a NAL unit is not zero");
    }
    return new NalUnit(header >> 9, header >> 3 & 63, unescape(bytes));
  }

  /** Removes the third byte of each 00 00 03 (7.4.2). */
  private static byte[] unescape(byte[] bytes) {
    byte[] rbsp = new byte[bytes.length - HEADER_BYTES];
    int length = 0;
    int zeros = 0;
    for (int i = HEADER_BYTES; i < bytes.length; i++) {
      if (zeros >= 2 && bytes[i] == 3) {
        zeros = 0;
        continue;
      }
      zeros = bytes[i] == 0 ? zeros + 1 : 0;
      rbsp[length++] = bytes[i];
    }
    return length == rbsp.length ? rbsp : Arrays.copyOf(rbsp, length);
  }

  /** Returns whether this is a slice segment of a type that is in use. */
  boolean isSlice() {
    return type <= LAST_TRAILING_PICTURE || (type >= FIRST_RANDOM_ACCESS_POINT && type <= CRA);
  }

  boolean isIdr() {
    return type == IDR_W_RADL || type == IDR_N_LP;
  }

  boolean isRandomAccessPoint() {
    return type >= FIRST_RANDOM_ACCESS_POINT && type <= LAST_RANDOM_ACCESS_POINT;
  }
}
