package io.github.snaplabel.image.jpeg;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a JPEG and its restart interval, as defined by the segments read so far (ITU-T
 * T.81, B.2.4).
 *
 * <p>Not thread-safe.
 */
final class JpegTables {
  static final int QUANTIZATION_TABLES = 0xffdb;
  static final int HUFFMAN_TABLES = 0xffc4;
  static final int RESTART_INTERVAL = 0xffdd;

  private static final int MAX_TABLES = 4;

  private final Map<Integer, QuantizationTable> quantizationTables = new HashMap<>();
  private final Map<Integer, HuffmanTable> dcTables = new HashMap<>();
  private final Map<Integer, HuffmanTable> acTables = new HashMap<>();
  private int restartInterval;

  /** Returns the quantization table with this number; null if there is none. */
  @Nullable QuantizationTable quantization(int id) {
    return quantizationTables.get(id);
  }

  /** Returns the Huffman table of DC differences with this number; null if there is none. */
  @Nullable HuffmanTable dc(int id) {
    return dcTables.get(id);
  }

  /** Returns the Huffman table of AC coefficients with this number; null if there is none. */
  @Nullable HuffmanTable ac(int id) {
    return acTables.get(id);
  }

  /** Returns the MCUs between two restart markers; 0 if there are none. */
  int restartInterval() {
    return restartInterval;
  }

  /**
   * Reads a segment.
   *
   * @return false if it is damaged, or none of tables
   */
  boolean read(int marker, ByteRange segment) {
    return switch (marker) {
      case QUANTIZATION_TABLES -> readQuantizationTables(segment);
      case HUFFMAN_TABLES -> HuffmanTable.readAll(segment, this::addHuffmanTable);
      case RESTART_INTERVAL -> {
        restartInterval = segment.u16(0);
        yield segment.length() == 2;
      }
      default -> false;
    };
  }

  private boolean readQuantizationTables(ByteRange segment) {
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

  private boolean addHuffmanTable(int id, HuffmanTable table) {
    boolean dc = id >> 4 == 0;
    if ((id & 0xef) >= MAX_TABLES || (dc && table.largestSymbol() > HuffmanLookup.MAX_DC_BITS)) {
      return false;
    }
    (dc ? dcTables : acTables).put(id & 15, table);
    return true;
  }
}
