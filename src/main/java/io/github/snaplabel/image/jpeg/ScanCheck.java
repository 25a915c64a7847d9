package io.github.snaplabel.image.jpeg;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether the data of one Huffman-coded scan lasts to its last block, without decoding any
 * coefficient (ITU-T T.81, F.2.2 and G.2).
 *
 * <p>Not thread-safe.
 */
final class ScanCheck {
  private static final int BLOCK_COEFFICIENTS = ScaledIdct.BLOCK_COEFFICIENTS;
  private static final int SIXTEEN_ZEROS = 15;
  private static final int MAX_DC_BITS = 15;

  private final ResyncingBitReader reader;
  private final ScanContent content;
  private final int first;
  private final int last;
  private int endOfBandRun;

  /** What a scan adds to each block. */
  private enum ScanContent {
    ALL_COEFFICIENTS,
    DC,
    DC_BIT,
    AC,
    AC_BIT
  }

  /**
   * A component of the scan.
   *
   * @param blocks what is known of its blocks
   * @param blocksPerMcu blocks in an MCU
   * @param dc table of the DC differences; null if the file defines none
   * @param ac table of the AC coefficients; null if the file defines none
   */
  record CodedComponent(
      CheckedComponent blocks,
      int blocksPerMcu,
      @Nullable HuffmanTable dc,
      @Nullable HuffmanTable ac) {}

  /**
   * @param first zigzag index of the first coefficient
   * @param last zigzag index of the last coefficient
   * @param refines whether the scan adds a bit to coefficients of earlier scans
   */
  ScanCheck(ResyncingBitReader reader, boolean progressive, int first, int last, boolean refines) {
    this.reader = reader;
    this.first = first;
    this.last = Math.min(last, BLOCK_COEFFICIENTS - 1);
    this.content =
        !progressive
            ? ScanContent.ALL_COEFFICIENTS
            : first == 0
                ? refines ? ScanContent.DC_BIT : ScanContent.DC
                : refines ? ScanContent.AC_BIT : ScanContent.AC;
  }

  /**
   * Reads the scan. What follows damage is lost, up to the next restart marker.
   *
   * @param restartInterval in MCUs; 0 if there are no restart markers
   * @return whether the last MCU is not lost, nor more than half of them
   */
  boolean isComplete(List<CodedComponent> components, int mcus, int restartInterval) {
    boolean lost = false;
    int lostMcus = 0;
    for (int mcu = 0; mcu < mcus; mcu++) {
      if (restartInterval > 0 && mcu > 0 && mcu % restartInterval == 0) {
        lost = !reader.restart();
        endOfBandRun = 0;
      }
      lost = lost || !skipMcu(components, mcu);
      lostMcus += lost ? 1 : 0;
    }
    return !lost && lostMcus <= mcus / 2;
  }

  private boolean skipMcu(List<CodedComponent> components, int mcu) {
    for (CodedComponent component : components) {
      for (int block = 0; block < component.blocksPerMcu(); block++) {
        boolean skipped =
            switch (content) {
              case ALL_COEFFICIENTS -> skipDc(component.dc()) && skipSequential(component.ac());
              case DC -> skipDc(component.dc());
              case DC_BIT -> reader.bits(1) >= 0;
              case AC -> skipBand(component, mcu);
              case AC_BIT -> skipRefinement(component, mcu);
            };
        if (!skipped) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean skipDc(@Nullable HuffmanTable table) {
    int size = table == null ? -1 : reader.symbol(table);
    return size >= 0 && size <= MAX_DC_BITS && reader.bits(size) >= 0;
  }

  private boolean skipSequential(@Nullable HuffmanTable table) {
    for (int k = 1; k < BLOCK_COEFFICIENTS; k++) {
      int symbol = table == null ? -1 : reader.symbol(table);
      if (symbol < 0 || reader.bits(symbol & 15) < 0) {
        return false;
      }
      if ((symbol & 15) == 0 && symbol >> 4 != SIXTEEN_ZEROS) {
        return true;
      }
      k += symbol >> 4;
    }
    return true;
  }

  private boolean skipBand(CodedComponent component, int block) {
    HuffmanTable table = component.ac();
    if (endOfBandRun > 0) {
      endOfBandRun--;
      return true;
    }
    for (int k = first; k <= last; k++) {
      int symbol = table == null ? -1 : reader.symbol(table);
      int zeros = symbol >> 4;
      int size = symbol & 15;
      if (symbol < 0) {
        return false;
      }
      if (size == 0 && zeros != SIXTEEN_ZEROS) {
        boolean read = readEndOfBandRun(zeros);
        endOfBandRun--;
        return read;
      }
      if (reader.bits(size) < 0) {
        return false;
      }
      k += zeros;
      if (size > 0) {
        component.blocks().setNonzero(block, k);
      }
    }
    return true;
  }

  private boolean readEndOfBandRun(int size) {
    int bits = reader.bits(size);
    endOfBandRun = (1 << size) + bits;
    return bits >= 0;
  }

  /** A coefficient that is not zero yet has one bit in each refinement, in front of new ones. */
  private boolean skipRefinement(CodedComponent component, int block) {
    HuffmanTable table = component.ac();
    CheckedComponent blocks = component.blocks();
    int k = first;
    while (endOfBandRun == 0 && k <= last) {
      int symbol = table == null ? -1 : reader.symbol(table);
      int zeros = symbol >> 4;
      int size = symbol & 15;
      if (symbol < 0 || size > 1) {
        return false;
      }
      if (size == 0 && zeros != SIXTEEN_ZEROS) {
        if (!readEndOfBandRun(zeros)) {
          return false;
        }
      } else {
        if (reader.bits(size) < 0) {
          return false;
        }
        k = skipCorrections(k, zeros, blocks.nonzero(block));
        if (k < 0) {
          return false;
        }
        if (size > 0) {
          blocks.setNonzero(block, k);
        }
        k++;
      }
    }
    if (endOfBandRun > 0) {
      endOfBandRun--;
      return skipCorrections(k, BLOCK_COEFFICIENTS, blocks.nonzero(block)) >= 0;
    }
    return true;
  }

  /**
   * Skips the bits of coefficients that are not zero, up to a zero one behind some others.
   *
   * @param zeros how many zero coefficients are passed
   * @return where it stopped, or behind the band; -1 if the data has ended
   */
  private int skipCorrections(int from, int zeros, long nonzero) {
    int left = zeros;
    for (int k = from; k <= last; k++) {
      if ((nonzero >>> k & 1) != 0) {
        if (reader.bits(1) < 0) {
          return -1;
        }
      } else if (--left < 0) {
        return k;
      }
    }
    return last + 1;
  }
}
