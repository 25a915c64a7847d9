package io.github.snaplabel.image.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the coefficients of a progressive JPEG (ITU-T T.81, annex G): all scans at the first row,
 * of which it keeps what the scaled samples depend on.
 *
 * <p>Not thread-safe.
 */
final class ProgressiveDecoder implements McuRows {
  private static final int START_OF_SCAN = 0xffda;
  private static final int END_OF_IMAGE = 0xffd9;

  /** As many as libjpeg gets. */
  private static final int MAX_SCANS = 50;

  private static final int DAMAGED = -1;

  private final ByteRange file;
  private final CommonJpegParser.Headers headers;
  private final List<McuRowBlock> blocks;
  private final List<ComponentCoefficients> components = new ArrayList<>();
  private final EntropyCodedSegment data;
  private int nextRow;

  private ProgressiveDecoder(
      ByteRange file, CommonJpegParser.Headers headers, List<McuRowBlock> blocks) {
    this.file = file;
    this.headers = headers;
    this.blocks = blocks;
    this.data = new EntropyCodedSegment(file, headers.scanOffset());
  }

  /**
   * Returns a decoder.
   *
   * @param blocks of an MCU, which receive the rows
   * @return empty if the file is too short for the image
   */
  static Optional<ProgressiveDecoder> of(
      ByteRange file, CommonJpegParser.Headers headers, List<McuRowBlock> blocks) {
    // A DC coefficient takes at least one bit.
    return headers.frame().blocks() > (long) Byte.SIZE * file.length()
        ? Optional.empty()
        : Optional.of(new ProgressiveDecoder(file, headers, blocks));
  }

  @Override
  public boolean next() {
    if (nextRow == 0 && !readScans()) {
      return false;
    }
    int blockInMcu = 0;
    for (int i = 0; i < blocks.size(); i++) {
      McuRowBlock block = blocks.get(i);
      boolean isFirst = i == 0 || blocks.get(i - 1).component() != block.component();
      blockInMcu = isFirst ? 0 : blockInMcu + 1;
      components.get(block.component()).copyRow(nextRow, blockInMcu, block.coefficients());
    }
    nextRow++;
    return true;
  }

  /** Returns true: the first row was not read before the end of the image was found. */
  @Override
  public boolean isAtEnd() {
    return true;
  }

  private boolean readScans() {
    FrameLayout frame = headers.frame();
    for (int i = 0; i < frame.components().size(); i++) {
      int component = i;
      McuRowBlock block =
          blocks.stream().filter(b -> b.component() == component).findFirst().orElseThrow();
      components.add(
          new ComponentCoefficients(frame, frame.components().get(i), block.usedCoefficients()));
    }
    int position = headers.scanOffset();
    int scans = 0;
    while (true) {
      int marker = file.u16(position);
      if (marker == END_OF_IMAGE) {
        return components.stream().allMatch(ComponentCoefficients::isComplete);
      }
      int length = file.u16(position + 2);
      if (length < 2 || length > file.length() - position - 2) {
        return false;
      }
      ByteRange segment = file.range(position + 4, length - 2);
      position += 2 + length;
      if (marker == START_OF_SCAN) {
        scans++;
        position = scans > MAX_SCANS ? DAMAGED : readScan(segment, position);
        if (position == DAMAGED) {
          return false;
        }
      } else if (marker == JpegTables.QUANTIZATION_TABLES
          || !headers.tables().read(marker, segment)) {
        return false;
      }
    }
  }

  /**
   * Reads a scan.
   *
   * @return the offset of the marker that follows; {@link #DAMAGED} if the scan may be damaged
   */
  private int readScan(ByteRange header, int position) {
    return ProgressiveScan.parse(header, headers.frame())
        .filter(scan -> selected(scan).stream().allMatch(component -> component.advance(scan)))
        .map(scan -> readScan(scan, position))
        .orElse(DAMAGED);
  }

  private List<ComponentCoefficients> selected(ProgressiveScan scan) {
    return scan.components().stream().map(components::get).toList();
  }

  private int readScan(ProgressiveScan scan, int position) {
    ScanGrid grid = ScanGrid.of(selected(scan), headers.frame());
    ScanReader reader =
        new ScanReader(data, data.skipTo(position), headers.tables().restartInterval());
    ProgressiveScanDecoder decoder = decoder(scan, grid, reader);
    if (decoder == null) {
      return DAMAGED;
    }
    for (int row = 0; row < grid.rows(); row++) {
      decoder.startRow(row);
      if (!reader.readRow(grid.columns(), decoder)) {
        return DAMAGED;
      }
    }
    return decoder.restart() && reader.isAtMarker() ? data.markerOffset() : DAMAGED;
  }

  /** Returns the decoder of a scan; null if a table is missing. */
  private @Nullable ProgressiveScanDecoder decoder(
      ProgressiveScan scan, ScanGrid grid, ScanReader reader) {
    JpegTables tables = headers.tables();
    if (scan.first() == 0) {
      if (scan.refines()) {
        return new DcRefinementDecoder(reader, grid, scan.lowBits());
      }
      List<HuffmanTable> dc = new ArrayList<>();
      for (int ids : scan.tableIds()) {
        HuffmanTable table = tables.dc(ids >> 4);
        if (table == null) {
          return null;
        }
        dc.add(table);
      }
      return new DcScanDecoder(reader, grid, dc, scan.lowBits());
    }
    HuffmanTable ac = tables.ac(scan.tableIds().getFirst() & 15);
    if (ac == null) {
      return null;
    }
    return new AcScanDecoder(reader, grid, ac, scan);
  }
}
