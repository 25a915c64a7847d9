package io.github.snaplabel.image.hevc;

import java.util.Arrays;

/**
 * Decodes the slice segments of a picture (7.3.8.1), which must follow each other without gaps.
 *
 * <p>Not thread-safe.
 */
final class SliceDecoder {
  private final CodedPicture picture;
  private final SequenceParameterSet sps;
  private final PictureParameterSet pps;
  private final TileLayout layout;
  private final CabacDecoder cabac = new CabacDecoder();
  private final CtbNeighbors neighbors;
  private final ResidualCoding coding;
  private final QuantizationParameters quantization;
  private final SaoReader sao;
  private final CodingQuadtree quadtree;

  /** State after the second coding tree block of a row, {@code TableStateIdxWpp}. */
  private final EntropyState rowState = new EntropyState();

  /** State after the last slice segment, {@code TableStateIdxDs}. */
  private final EntropyState segmentState = new EntropyState();

  /** Address in tile scan of the next coding tree block. */
  private int next;

  /**
   * @param slice the first slice of the picture
   */
  SliceDecoder(CodedPicture picture, SliceHeader slice) {
    this.picture = picture;
    sps = picture.sps;
    pps = picture.pps;
    layout = picture.layout;
    neighbors = new CtbNeighbors(picture);
    coding = new ResidualCoding(picture, cabac);
    quantization = new QuantizationParameters(picture, cabac, slice);
    sao = new SaoReader(picture, cabac);
    quadtree = new CodingQuadtree(picture, cabac, neighbors, quantization, coding);
  }

  boolean isComplete() {
    return next == layout.size();
  }

  /**
   * Decodes a slice segment.
   *
   * @throws HevcException if it is damaged or does not start where the last one ended
   */
  void decode(SliceSegment segment) throws HevcException {
    SliceHeader slice = segment.header();
    if (isComplete() || layout.rasterAddress(next) != segment.address()) {
      throw HevcException.corrupt(
          "A slice starts at coding tree block %d instead of where the last one ended"
              .formatted(segment.address()));
    }
    cabac.start(segment.data(), segment.dataOffset());
    if (!segment.dependent()) {
      quantization.start(slice);
    }
    boolean inherits = segment.dependent();
    boolean end;
    do {
      int address = layout.rasterAddress(next);
      moveTo(address, slice);
      if (layout.startsTile(address)) {
        initialize(slice);
      } else if (startsRow(address)) {
        synchronize(slice);
      } else if (inherits) {
        segmentState.restore(cabac, coding);
      } else if (address == segment.address()) {
        reset(slice);
      }
      inherits = false;
      decodeCtb(address, slice);
      end = endCtb(address);
    } while (!end);
    segmentState.save(cabac, coding);
  }

  /** Returns whether the block starts a row of a tile in a picture with wavefronts. */
  private boolean startsRow(int address) {
    return pps.entropyCodingSync && layout.columnInTile(address) == 0;
  }

  private void moveTo(int address, SliceHeader slice) {
    int ctbX = address % picture.widthInCtbs;
    int ctbY = address / picture.widthInCtbs;
    picture.setSlice(address, slice);
    neighbors.moveTo(ctbX, ctbY);
    boolean left = ctbX > 0 && mayFilterAcross(address, address - 1, slice);
    boolean above = ctbY > 0 && mayFilterAcross(address, address - picture.widthInCtbs, slice);
    picture.edges.moveTo(
        !slice.deblocking().disabled(),
        left ? -1 : ctbX << sps.ctbLog2Size,
        above ? -1 : ctbY << sps.ctbLog2Size);
  }

  private boolean mayFilterAcross(int address, int other, SliceHeader slice) {
    return (slice.loopFilterAcrossSlices() || picture.sameSlice(address, other))
        && (pps.loopFilterAcrossTiles || layout.sameTile(address, other));
  }

  private void initialize(SliceHeader slice) {
    quantization.restart();
    reset(slice);
  }

  private void synchronize(SliceHeader slice) {
    quantization.restart();
    if (neighbors.isAboveRightCtbAvailable()) {
      rowState.restore(cabac, coding);
    } else {
      reset(slice);
    }
  }

  private void reset(SliceHeader slice) {
    ContextVariables.initialize(slice.qp(), cabac.states);
    Arrays.fill(coding.riceStatistics(), (byte) 0);
  }

  private void decodeCtb(int address, SliceHeader slice) throws HevcException {
    if (slice.saoLuma() || slice.saoChroma()) {
      sao.read(address, slice);
    }
    int x = address % picture.widthInCtbs << sps.ctbLog2Size;
    int y = (address / picture.widthInCtbs) << sps.ctbLog2Size;
    quadtree.decode(x, y);
  }

  /** Reads the flags behind a coding tree unit; returns whether the slice segment ends there. */
  private boolean endCtb(int address) throws HevcException {
    if (pps.entropyCodingSync && layout.columnInTile(address) == 1) {
      rowState.save(cabac, coding);
    }
    boolean end = cabac.terminate();
    next++;
    if (end) {
      cabac.checkNotExhausted();
      return true;
    }
    if (isComplete()) {
      throw HevcException.corrupt("A slice continues behind the end of the picture");
    }
    int following = layout.rasterAddress(next);
    if ((pps.tiles != null && layout.startsTile(following)) || startsRow(following)) {
      if (!cabac.terminate()) {
        throw HevcException.corrupt("A tile or row of a slice does not end");
      }
      cabac.restart();
    }
    return false;
  }
}
