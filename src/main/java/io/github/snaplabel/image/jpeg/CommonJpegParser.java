package io.github.snaplabel.image.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses the segments of a common JPEG (ITU-T T.81, annex B): Huffman-coded, 8 bits per sample,
 * grayscale or YCbCr, with chroma at the resolution of luma or half of it in both directions. Every
 * other JPEG gives an empty result, even if this package could decode it.
 *
 * <p>Not thread-safe.
 */
final class CommonJpegParser {
  private static final int START_OF_IMAGE = 0xffd8;
  private static final int START_OF_SCAN = 0xffda;
  private static final int PROGRESSIVE_FRAME = 0xffc2;
  private static final int SAMPLE_BITS = 8;
  private static final int SAMPLING_1X1 = 0x11;
  private static final int SAMPLING_2X2 = 0x22;
  private static final int ADOBE_TRANSFORM_OFFSET = 11;
  private static final int ADOBE_YCC = 1;

  private final ByteRange file;
  private final JpegTables tables = new JpegTables();
  private @Nullable ByteRange frame;
  private boolean progressive;
  private int position = 2;

  /**
   * The headers of a common JPEG.
   *
   * @param progressive whether a coefficient may be split among several scans
   * @param tables those that are defined before the first scan
   * @param scanOffset where the marker of the first scan is in the file
   */
  record Headers(FrameLayout frame, boolean progressive, JpegTables tables, int scanOffset) {}

  private CommonJpegParser(ByteRange file) {
    this.file = file;
  }

  /**
   * Parses everything before the first scan.
   *
   * @return empty if the file is not a common JPEG, or its headers are damaged
   */
  static Optional<Headers> parse(ByteRange file) {
    return file.u16(0) == START_OF_IMAGE
        ? new CommonJpegParser(file).parseSegments()
        : Optional.empty();
  }

  private Optional<Headers> parseSegments() {
    while (true) {
      int marker = file.u16(position);
      int length = file.u16(position + 2);
      if (length < 2 || length > file.length() - position - 2) {
        return Optional.empty();
      }
      if (marker == START_OF_SCAN) {
        return parseFrame(frame);
      }
      if (!parseSegment(marker, file.range(position + 4, length - 2))) {
        return Optional.empty();
      }
      position += 2 + length;
    }
  }

  /** Returns false if the segment is not one of a common JPEG. */
  private boolean parseSegment(int marker, ByteRange segment) {
    return switch (marker) {
      case 0xffc0, 0xffc1, PROGRESSIVE_FRAME -> {
        frame = segment;
        progressive = marker == PROGRESSIVE_FRAME;
        yield true;
      }
      case 0xffee -> segment.startsWith("Adobe") && segment.u8(ADOBE_TRANSFORM_OFFSET) == ADOBE_YCC;
      default ->
          (marker >= 0xffe0 && marker <= 0xffef)
              || marker == 0xfffe
              || tables.read(marker, segment);
    };
  }

  private Optional<Headers> parseFrame(@Nullable ByteRange frame) {
    if (frame == null || frame.u8(0) != SAMPLE_BITS) {
      return Optional.empty();
    }
    int count = frame.u8(5);
    if ((count != 1 && count != 3) || frame.length() != 6 + 3 * count) {
      return Optional.empty();
    }
    List<FrameLayout.ComponentLayout> components = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = frame.u8(6 + 3 * i);
      int sampling = frame.u8(7 + 3 * i);
      QuantizationTable quantization = tables.quantization(frame.u8(8 + 3 * i));
      if ((count == 3 && !isCommon(i, id, sampling)) || quantization == null) {
        return Optional.empty();
      }
      // A single component is not interleaved: whatever its sampling, an MCU is one block (A.2.2).
      int blocksPerMcuSide = count == 1 ? 1 : sampling >> 4;
      components.add(new FrameLayout.ComponentLayout(id, blocksPerMcuSide, quantization));
    }
    return Optional.of(
        new Headers(
            new FrameLayout(frame.u16(3), frame.u16(1), components),
            progressive,
            tables,
            position));
  }

  private static boolean isCommon(int index, int id, int sampling) {
    return id == index + 1
        && (sampling == SAMPLING_1X1 || (index == 0 && sampling == SAMPLING_2X2));
  }
}
