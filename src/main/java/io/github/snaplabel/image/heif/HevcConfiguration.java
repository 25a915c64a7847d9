package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.HevcDecoder;
import io.github.snaplabel.image.hevc.HevcException;
import io.github.snaplabel.image.hevc.HevcFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * How a picture is coded (box {@code hvcC}; ISO/IEC 14496-15, 8.3.3.1).
 *
 * @param lengthBytes size of the length field before each NAL unit, in bytes
 * @param parameterSets NAL units
 */
record HevcConfiguration(int lengthBytes, List<byte[]> parameterSets, HevcFormat format) {
  private static final int BYTES_BEFORE_LENGTH_SIZE = 21;
  private static final int VIDEO_PARAMETER_SET = 32;
  private static final int PICTURE_PARAMETER_SET = 34;

  static HevcConfiguration parse(HeifReader in) throws HeifException {
    in.skip(BYTES_BEFORE_LENGTH_SIZE);
    int lengthBytes = (in.u8() & 3) + 1;
    List<byte[]> parameterSets = new ArrayList<>();
    for (int arrays = in.u8(); arrays > 0; arrays--) {
      int type = in.u8() & 0x3f;
      for (int units = in.u16(); units > 0; units--) {
        byte[] unit = in.bytes(in.u16());
        if (type >= VIDEO_PARAMETER_SET && type <= PICTURE_PARAMETER_SET) {
          parameterSets.add(unit);
        }
      }
    }
    try {
      return new HevcConfiguration(
          lengthBytes, List.copyOf(parameterSets), HevcDecoder.format(parameterSets));
    } catch (HevcException e) {
      throw HeifException.of(e);
    }
  }
}
