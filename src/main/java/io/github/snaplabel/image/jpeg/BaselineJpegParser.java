package io.github.snaplabel.image.jpeg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses the segments of a common JPEG (ITU-T T.81, annex B): Huffman-coded, sequential, 8 bits per
 * sample, one scan, grayscale or YCbCr, with chroma at the resolution of luma or half of it in both
 * directions. Every other JPEG gives an empty result, even if this package could decode it.
 *
 * <p>Not thread-safe.
 */
final class BaselineJpegParser {
  private static final int START_OF_IMAGE = 0xffd8;
  private static final int START_OF_SCAN = 0xffda;
  private static final int MAX_TABLES = 4;
  private static final int SAMPLE_BITS = 8;
  private static final int SAMPLING_1X1 = 0x11;
  private static final int SAMPLING_2X2 = 0x22;
  private static final int ADOBE_TRANSFORM_OFFSET = 11;
  private static final int ADOBE_YCC = 1;

  private final ByteRange file;
  private final Map<Integer, QuantizationTable> quantizationTables = new HashMap<>();
  private final Map<Integer, HuffmanTable> dcTables = new HashMap<>();
  private final Map<Integer, HuffmanTable> acTables = new HashMap<>();
  private @Nullable ByteRange frame;
  private int restartInterval;
  private int position = 2;

  private BaselineJpegParser(ByteRange file) {
    this.file = file;
  }

  /**
   * Parses everything before the entropy-coded data of the scan.
   *
   * @return empty if the file is not a common JPEG, or its headers are damaged
   */
  static Optional<JpegScan> parse(ByteRange file) {
    return file.u16(0) == START_OF_IMAGE
        ? new BaselineJpegParser(file).parseSegments()
        : Optional.empty();
  }

  private Optional<JpegScan> parseSegments() {
    while (true) {
      int marker = file.u16(position);
      int length = file.u16(position + 2);
      if (length < 2 || length > file.length() - position - 2) {
        return Optional.empty();
      }
      ByteRange segment = file.range(position + 4, length - 2);
      position += 2 + length;
      if (marker == START_OF_SCAN) {
        return parseScan(segment);
      }
      if (!parseSegment(marker, segment)) {
        return Optional.empty();
      }
    }
  }

  /** Returns false if the segment is not one of a common JPEG. */
  private boolean parseSegment(int marker, ByteRange segment) {
    return switch (marker) {
      case 0xffdb -> parseQuantizationTables(segment);
      case 0xffc4 -> parseHuffmanTables(segment);
      case 0xffc0, 0xffc1 -> {
        frame = segment;
        yield true;
      }
      case 0xffdd -> {
        restartInterval = segment.u16(0);
        yield segment.length() == 2;
      }
      case 0xffee -> segment.startsWith("Adobe") && segment.u8(ADOBE_TRANSFORM_OFFSET) == ADOBE_YCC;
      default -> (marker >= 0xffe0 && marker <= 0xffef) || marker == 0xfffe;
    };
  }

  private boolean parseQuantizationTables(ByteRange segment) {
    int tableBytes = 1 + ScaledIdct.BLOCK_COEFFICIENTS;
    for (int offset = 0; offset < segment.length(); offset += tableBytes) {
      int id = segment.u8(offset);
      if (id >= MAX_TABLES || segment.length() - offset < tableBytes) {
        return false;
      }
      quantizationTables.put(
          id, new QuantizationTable(segment.range(offset + 1, ScaledIdct.BLOCK_COEFFICIENTS)));
    }
    return true;
  }

  private boolean parseHuffmanTables(ByteRange segment) {
    return HuffmanTable.readAll(segment, this::addHuffmanTable);
  }

  private boolean addHuffmanTable(int id, HuffmanTable table) {
    boolean dc = id >> 4 == 0;
    if ((id & 0xef) >= MAX_TABLES || (dc && table.largestSymbol() > HuffmanLookup.MAX_DC_BITS)) {
      return false;
    }
    (dc ? dcTables : acTables).put(id & 15, table);
    return true;
  }

  private Optional<JpegScan> parseScan(ByteRange header) {
    ByteRange frame = this.frame;
    int count = header.u8(0);
    if (frame == null
        || (count != 1 && count != 3)
        || header.length() != 4 + 2 * count
        || header.u8(1 + 2 * count) != 0
        || header.u8(2 + 2 * count) != ScaledIdct.BLOCK_COEFFICIENTS - 1
        || frame.length() != 6 + 3 * count
        || frame.u8(0) != SAMPLE_BITS
        || frame.u8(5) != count) {
      return Optional.empty();
    }
    List<JpegScan.ScanComponent> components = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<JpegScan.ScanComponent> component = parseComponent(i, count, frame, header);
      if (component.isEmpty()) {
        return Optional.empty();
      }
      components.add(component.get());
    }
    return Optional.of(
        new JpegScan(frame.u16(3), frame.u16(1), components, restartInterval, file, position));
  }

  private Optional<JpegScan.ScanComponent> parseComponent(
      int index, int count, ByteRange frame, ByteRange header) {
    int id = frame.u8(6 + 3 * index);
    int sampling = frame.u8(7 + 3 * index);
    boolean isCommon =
        count == 1
            || (id == index + 1
                && (sampling == SAMPLING_1X1 || (index == 0 && sampling == SAMPLING_2X2)));
    int tableIds = header.u8(2 + 2 * index);
    QuantizationTable quantization = quantizationTables.get(frame.u8(8 + 3 * index));
    HuffmanTable dc = dcTables.get(tableIds >> 4);
    HuffmanTable ac = acTables.get(tableIds & 15);
    if (!isCommon
        || id != header.u8(1 + 2 * index)
        || quantization == null
        || dc == null
        || ac == null) {
      return Optional.empty();
    }
    // A single component is not interleaved: whatever its sampling, an MCU is one block (A.2.2).
    int blocksPerSide = count == 1 ? 1 : sampling >> 4;
    return Optional.of(new JpegScan.ScanComponent(blocksPerSide, quantization, dc, ac));
  }
}
