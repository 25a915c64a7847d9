package io.github.snaplabel.image.hevc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes intra-coded pictures (ITU-T H.265): Main, Main 10, Main Still Picture, and the format
 * range extensions with up to 12 bits, except for extended precision and aligned bypass decoding.
 *
 * <p>The static methods are thread-safe.
 */
public final class HevcDecoder {
  private final ParameterSets sets;
  private final HevcLimits limits;
  private final SliceSegmentParser parser;
  private @Nullable CodedPicture picture;
  private @Nullable SliceDecoder slices;

  private HevcDecoder(ParameterSets sets, HevcLimits limits) {
    this.sets = sets;
    this.limits = limits;
    parser = new SliceSegmentParser(sets);
  }

  /**
   * Returns the format of a picture without decoding it.
   *
   * @param parameterSets NAL units without start codes: VPS, SPS, PPS in any order
   * @throws HevcException if they are damaged, or describe what the decoder does not implement
   */
  public static HevcFormat format(List<byte[]> parameterSets) throws HevcException {
    return ParameterSets.parse(parameterSets).format();
  }

  /**
   * Decodes a picture.
   *
   * @param parameterSets NAL units without start codes: VPS, SPS, PPS in any order
   * @param nalUnits of the picture, in order; parameter sets among them are used as well
   * @throws HevcException if the picture is damaged or incomplete, exceeds the limits, or uses what
   *     the decoder does not implement
   */
  public static YuvPlanes decode(
      List<byte[]> parameterSets, List<byte[]> nalUnits, HevcLimits limits) throws HevcException {
    HevcDecoder decoder = new HevcDecoder(ParameterSets.parse(parameterSets), limits);
    for (byte[] bytes : nalUnits) {
      decoder.decode(NalUnit.parse(bytes));
    }
    return decoder.finish();
  }

  private void decode(NalUnit unit) throws HevcException {
    if (unit.layer() != 0) {
      return;
    }
    if (unit.isSlice()) {
      decode(parser.parse(unit));
    } else {
      sets.add(unit);
    }
  }

  private void decode(SliceSegment segment) throws HevcException {
    if (segment.first() && picture != null) {
      throw HevcException.unsupported("There is more than one picture");
    }
    if (picture == null || slices == null) {
      SequenceParameterSet sps = sets.sequence(segment.pps().spsId);
      picture = new CodedPicture(sps, segment.pps(), limits);
      slices = new SliceDecoder(picture, segment.header());
    }
    if (segment.pps() != picture.pps) {
      throw HevcException.corrupt("Slices of a picture refer to different parameter sets");
    }
    slices.decode(segment);
  }

  private YuvPlanes finish() throws HevcException {
    if (picture == null || slices == null || !slices.isComplete()) {
      throw HevcException.corrupt("The picture is incomplete");
    }
    new DeblockingFilter(picture).apply();
    if (picture.sps.saoEnabled) {
      SaoFilter.apply(picture);
    }
    return PictureCropper.crop(picture);
  }
}
