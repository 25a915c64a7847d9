package io.github.snaplabel.image.hevc;

import java.util.Arrays;

/**
 * The picture that is being decoded: its samples, and what later blocks and the in-loop filters
 * need to know of its blocks.
 *
 * <p>Not thread-safe.
 */
final class CodedPicture {
  /** log2 of the side of a unit, in luma samples. Properties of blocks are stored for each unit. */
  static final int UNIT_LOG2 = 2;

  private static final int NO_SLICE = -1;

  final SequenceParameterSet sps;
  final PictureParameterSet pps;
  final TileLayout layout;
  final int widthInCtbs;

  /** Samples by component, row by row; the stride is the width. */
  final short[][] planes;

  final int widthInUnits;
  final int heightInUnits;

  /** {@code IntraPredModeY} of each unit; DC in PCM blocks. */
  final byte[] lumaModes;

  /** {@code CqtDepth} of each unit. */
  final byte[] depths;

  /** {@code QpY} of each unit. */
  final byte[] qps;

  final DeblockingEdges edges;

  /** Whether the in-loop filters must not change a unit, because it is PCM or lossless. */
  final boolean[] unfiltered;

  /** The slice header of each coding tree block, by address in raster scan. */
  final SliceHeader[] slices;

  final SaoParameters sao;

  private final int[] sliceAddresses;

  /**
   * Allocates the picture.
   *
   * @throws HevcException if it has more samples than allowed
   */
  CodedPicture(SequenceParameterSet sps, PictureParameterSet pps, HevcLimits limits)
      throws HevcException {
    long samples = (long) sps.width * sps.height;
    if (samples > Math.min(limits.maxSamples(), Integer.MAX_VALUE - 8)) {
      throw HevcException.unsupported(
          "%d x %d samples are more than %d".formatted(sps.width, sps.height, limits.maxSamples()));
    }
    this.sps = sps;
    this.pps = pps;
    layout = pps.layout(sps);
    widthInCtbs = sps.widthInCtbs();
    planes = new short[sps.chroma.components()][];
    for (int component = 0; component < planes.length; component++) {
      planes[component] = new short[width(component) * height(component)];
    }
    widthInUnits = sps.width >> UNIT_LOG2;
    heightInUnits = sps.height >> UNIT_LOG2;
    int units = widthInUnits * heightInUnits;
    lumaModes = new byte[units];
    depths = new byte[units];
    qps = new byte[units];
    edges = new DeblockingEdges(widthInUnits, units);
    boolean mayBeUnfiltered =
        pps.transquantBypass || (sps.pcm != null && sps.pcm.loopFilterDisabled());
    unfiltered = new boolean[mayBeUnfiltered ? units : 0];
    slices = new SliceHeader[layout.size()];
    sao = new SaoParameters(layout.size());
    sliceAddresses = new int[layout.size()];
    Arrays.fill(sliceAddresses, NO_SLICE);
  }

  int width(int component) {
    return sps.width >> sps.chroma.shiftX(component);
  }

  int height(int component) {
    return sps.height >> sps.chroma.shiftY(component);
  }

  /** Returns the index of the unit that contains a luma position. */
  int unit(int x, int y) {
    return (y >> UNIT_LOG2) * widthInUnits + (x >> UNIT_LOG2);
  }

  /** Sets a property of all units of a square block. */
  void fill(byte[] property, int x, int y, int log2Size, int value) {
    int side = 1 << (log2Size - UNIT_LOG2);
    int from = unit(x, y);
    for (int row = 0; row < side; row++, from += widthInUnits) {
      Arrays.fill(property, from, from + side, (byte) value);
    }
  }

  /** Excludes a square block from the in-loop filters. */
  void keepUnfiltered(int x, int y, int log2Size) {
    int side = 1 << (log2Size - UNIT_LOG2);
    int from = unit(x, y);
    for (int row = 0; row < side; row++, from += widthInUnits) {
      Arrays.fill(unfiltered, from, from + side, true);
    }
  }

  /** Records the slice of a coding tree block, given the address of the block in raster scan. */
  void setSlice(int address, SliceHeader slice) {
    slices[address] = slice;
    sliceAddresses[address] = slice.address();
  }

  /** Returns whether two coding tree blocks have been decoded and are in the same slice. */
  boolean sameSlice(int address, int other) {
    return sliceAddresses[address] == sliceAddresses[other] && sliceAddresses[address] != NO_SLICE;
  }
}
