package io.github.snaplabel.image.jpeg;

import io.github.snaplabel.image.Bytes;
import io.github.snaplabel.image.ImageException;
import io.github.snaplabel.image.UnsupportedImageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the segments of a common JPEG say (ITU-T T.81, annex B): Huffman codes, sequential, one
 * scan, grey or YCbCr, the colours with as many samples as the grey or half as many in both
 * directions. All else is refused, even if it could be read.
 *
 * <p>For one thread.
 */
public final class BaselineJpegParser {
  private static final int MAX_TABLES = 4;
  private static final int ADOBE_TRANSFORM = 11;

  private final Bytes bytes;
  private final Map<Integer, QuantizationTable> quantization = new HashMap<>();
  private final Map<Integer, HuffmanTable> dc = new HashMap<>();
  private final Map<Integer, HuffmanTable> ac = new HashMap<>();
  private @Nullable Bytes frame;
  private int restartInterval;
  private int at = 2;

  private BaselineJpegParser(Bytes bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads all up to the data of the scan.
   *
   * @throws ImageException if this is not such a JPEG
   */
  public static JpegScan read(Bytes bytes) throws ImageException {
    return new BaselineJpegParser(bytes).scan();
  }

  private JpegScan scan() throws ImageException {
    while (true) {
      int marker = bytes.u16be(at);
      int length = bytes.u16be(at + 2);
      Bytes segment = bytes.from(at + 4L, length - 2L);
      at += 2 + length;
      switch (marker) {
        case 0xffdb -> readQuantization(segment);
        case 0xffc4 -> readHuffman(segment);
        case 0xffc0, 0xffc1 -> frame = segment;
        case 0xffdd -> {
          require(length == 4);
          restartInterval = segment.u16be(0);
        }
        case 0xffda -> {
          return readScan(segment);
        }
        // JFIF of another version than 1 is something that libjpeg warns of.
        case 0xffe0 -> require(!segment.has(0, "JFIF\0") || segment.u8(5) == 1);
        case 0xffee -> require(segment.has(0, "Adobe") && segment.u8(ADOBE_TRANSFORM) == 1);
        default -> require((marker > 0xffe0 && marker <= 0xffef) || marker == 0xfffe);
      }
    }
  }

  private void readQuantization(Bytes segment) throws ImageException {
    int from = 0;
    while (from < segment.length()) {
      int table = segment.u8(from);
      require(table < MAX_TABLES);
      quantization.put(table, new QuantizationTable(segment.from(from + 1L, segment.length())));
      from += 1 + ScaledIdct.BLOCK;
    }
  }

  private void readHuffman(Bytes segment) throws ImageException {
    int from = 0;
    while (from < segment.length()) {
      int table = segment.u8(from);
      require((table & 0xef) < MAX_TABLES);
      HuffmanTable codes = HuffmanTable.read(segment.from(from + 1L, segment.length()));
      boolean ofDifferences = table >> 4 == 0;
      require(!ofDifferences || codes.largestSymbol() <= HuffmanLookup.MAX_DC_BITS);
      (ofDifferences ? dc : ac).put(table & 15, codes);
      from += 1 + codes.bytes();
    }
  }

  private JpegScan readScan(Bytes segment) throws ImageException {
    Bytes frame = required(this.frame);
    int count = frame.u8(5);
    require(frame.length() == 6 + 3 * count);
    require(segment.length() == 4 + 2 * count);
    require(count == 1 || count == 3);
    require(segment.u8(0) == count);
    require(segment.u8(1 + 2 * count) == 0 && segment.u8(2 + 2 * count) == 63);
    // One component is not interleaved, whatever its sampling: a unit is one block (T.81, A.2.2).
    int sampling = count == 1 ? 1 : frame.u8(7) >> 4;
    require(count == 1 || frame.u8(7) == 0x11 || frame.u8(7) == 0x22);
    List<JpegScan.ScanComponent> components = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = frame.u8(6 + 3 * i);
      require(id == i + 1 || count == 1);
      require(id == segment.u8(1 + 2 * i));
      require(i == 0 || frame.u8(7 + 3 * i) == 0x11);
      int tables = segment.u8(2 + 2 * i);
      components.add(
          new JpegScan.ScanComponent(
              i == 0 ? sampling : 1,
              required(quantization.get(frame.u8(8 + 3 * i))),
              required(dc.get(tables >> 4)),
              required(ac.get(tables & 15))));
    }
    return new JpegScan(
        frame.u16be(3), frame.u16be(1), sampling, components, restartInterval, bytes, at);
  }

  private static <T> T required(@Nullable T value) throws ImageException {
    if (value == null) {
      throw unusual();
    }
    return value;
  }

  private static void require(boolean usual) throws ImageException {
    if (!usual) {
      throw unusual();
    }
  }

  private static UnsupportedImageException unusual() {
    return new UnsupportedImageException("This is not one of the most common JPEGs");
  }
}
