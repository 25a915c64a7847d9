package io.github.snaplabel.image.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one scan of a sequential JPEG, with all components of the image.
 *
 * @param tables of each component
 * @param restartInterval MCUs between two restart markers; 0 if there are none
 * @param dataOffset where the entropy-coded data begins in the file
 */
record JpegScan(List<ScanTables> tables, int restartInterval, int dataOffset) {
  /**
   * The Huffman tables of a component.
   *
   * @param dc table of the differences between its DC coefficients
   * @param ac table of its AC coefficients
   */
  record ScanTables(HuffmanTable dc, HuffmanTable ac) {}

  /**
   * Parses the header of the scan (ITU-T T.81, B.2.3).
   *
   * @param headers of a sequential JPEG
   * @return empty if it is damaged, or not a scan of all components
   */
  static Optional<JpegScan> parse(ByteRange file, CommonJpegParser.Headers headers) {
    int length = file.u16(headers.scanOffset() + 2);
    ByteRange header = file.range(headers.scanOffset() + 4, length - 2);
    List<FrameLayout.ComponentLayout> components = headers.frame().components();
    int count = components.size();
    if (header.u8(0) != count
        || header.length() != 4 + 2 * count
        || header.u8(1 + 2 * count) != 0
        || header.u8(2 + 2 * count) != ScaledIdct.BLOCK_COEFFICIENTS - 1) {
      return Optional.empty();
    }
    List<ScanTables> tables = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int tableIds = header.u8(2 + 2 * i);
      HuffmanTable dc = headers.tables().dc(tableIds >> 4);
      HuffmanTable ac = headers.tables().ac(tableIds & 15);
      if (header.u8(1 + 2 * i) != components.get(i).id() || dc == null || ac == null) {
        return Optional.empty();
      }
      tables.add(new ScanTables(dc, ac));
    }
    return Optional.of(
        new JpegScan(
            tables, headers.tables().restartInterval(), headers.scanOffset() + 2 + length));
  }
}
