package io.github.snaplabel.image.jpeg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a JPEG has data for all of its rows. For files that libjpeg has warned about: its
 * number of warnings tells neither harmless bytes from missing ones, nor how many are missing.
 *
 * <p>Not thread-safe.
 */
public final class CompletenessCheck {
  private static final int PROGRESSIVE_FRAME = 0xffc2;
  private static final int START_OF_SCAN = 0xffda;
  private static final int END_OF_IMAGE = 0xffd9;

  private final ByteRange file;
  private final Map<Integer, HuffmanTable> dcTables = new HashMap<>(StandardHuffmanTables.dc());
  private final Map<Integer, HuffmanTable> acTables = new HashMap<>(StandardHuffmanTables.ac());
  private @Nullable CheckedFrame frame;
  private int restartInterval;
  private int position = 2;

  private CompletenessCheck(ByteRange file) {
    this.file = file;
  }

  /**
   * Reads all scans of a Huffman-coded JPEG.
   *
   * @param jpeg without stray bytes between its segments, and without segments behind the last scan
   * @return whether each scan lasts to its last block, with at most half of its blocks lost to
   *     damage; false if the JPEG is arithmetic-coded, or its headers are damaged
   */
  public static boolean isComplete(byte[] jpeg) {
    return new CompletenessCheck(new ByteRange(jpeg)).readSegments();
  }

  static boolean isComplete(ByteRange jpeg) {
    return new CompletenessCheck(jpeg).readSegments();
  }

  private boolean readSegments() {
    while (true) {
      int marker = file.u16(position);
      int length = file.u16(position + 2);
      if (marker == END_OF_IMAGE) {
        return true;
      }
      if (length < 2 || length > file.length() - position - 2) {
        return false;
      }
      ByteRange segment = file.range(position + 4, length - 2);
      position += 2 + length;
      if (!readSegment(marker, segment)) {
        return false;
      }
      if (marker == START_OF_SCAN && frame != null && frame.isFinished()) {
        return true;
      }
    }
  }

  private boolean readSegment(int marker, ByteRange segment) {
    return switch (marker) {
      case 0xffc0, 0xffc1, PROGRESSIVE_FRAME -> {
        Optional<CheckedFrame> parsed = CheckedFrame.parse(segment, marker == PROGRESSIVE_FRAME);
        frame = parsed.orElse(null);
        yield parsed.isPresent();
      }
      case 0xffc4 -> readHuffmanTables(segment);
      case 0xffdd -> {
        restartInterval = segment.u16(0);
        yield segment.length() == 2;
      }
      case START_OF_SCAN -> readScan(segment);
      // Quantization tables, and whatever else does not matter for the length of the data.
      default -> true;
    };
  }

  private boolean readHuffmanTables(ByteRange segment) {
    return HuffmanTable.readAll(
        segment,
        (id, table) -> {
          ((id & 0x10) == 0 ? dcTables : acTables).put(id & 15, table);
          return true;
        });
  }

  private boolean readScan(ByteRange header) {
    CheckedFrame frame = this.frame;
    int count = header.u8(0);
    if (frame == null || count < 1 || header.length() != 4 + 2 * count) {
      return false;
    }
    List<CheckedComponent> selected = new ArrayList<>();
    List<ScanCheck.CodedComponent> coded = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CheckedComponent component = frame.select(header.u8(1 + 2 * i), selected);
      int tables = header.u8(2 + 2 * i);
      if (component == null) {
        return false;
      }
      selected.add(component);
      coded.add(
          new ScanCheck.CodedComponent(
              component,
              count == 1 ? 1 : component.across() * component.down(),
              dcTables.get(tables >> 4),
              acTables.get(tables & 15)));
    }
    int first = header.u8(1 + 2 * count);
    int last = header.u8(2 + 2 * count);
    boolean refines = header.u8(3 + 2 * count) >> 4 > 0;
    ResyncingBitReader reader = new ResyncingBitReader(file, position);
    boolean complete =
        new ScanCheck(reader, frame.progressive(), first, last, refines)
            .isComplete(coded, frame.mcus(selected), restartInterval);
    frame.markRead(selected);
    position = reader.endOfData();
    return complete;
  }
}
