package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.ChromaFormat;
import io.github.snaplabel.image.hevc.HevcDecoder;
import io.github.snaplabel.image.hevc.HevcException;
import io.github.snaplabel.image.hevc.HevcFormat;
import io.github.snaplabel.image.hevc.HevcLimits;
import io.github.snaplabel.image.hevc.YuvPlanes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A picture that is coded as a whole, or one tile of a grid. */
record CodedItem(
    HevcConfiguration configuration,
    ItemData data,
    List<Transformation> transformations,
    @Nullable ColorDescription colors)
    implements HeifPicture {
  /**
   * Limit, in pixels, by which the width or height of a coded picture may exceed that of its
   * conformance window.
   */
  private static final int MAX_PADDING = 64;

  @Override
  public Dimensions size() {
    return new Dimensions(format().width(), format().height());
  }

  @Override
  public HevcFormat format() {
    return configuration.format();
  }

  @Override
  public YuvPlanes decode(int reduction, int centerSide) throws HeifException {
    List<byte[]> units = data.nalUnits(configuration.lengthBytes());
    long width = size().width() + (long) MAX_PADDING;
    long height = size().height() + (long) MAX_PADDING;
    try {
      YuvPlanes planes =
          HevcDecoder.decode(configuration.parameterSets(), units, new HevcLimits(width * height));
      return Reduction.apply(planes, reduction);
    } catch (HevcException e) {
      throw HeifException.of(e);
    }
  }

  @Override
  public int largestReduction(int shorterSide) {
    return Reduction.of(size(), shorterSide);
  }

  /** In 4:2:0 and gray, the decoder needs ten bytes per pixel; with more chroma, it needs more. */
  @Override
  public long pixelsInMemory(int reduction) {
    ChromaFormat chroma = format().chroma();
    boolean small = chroma == ChromaFormat.GRAY || chroma == ChromaFormat.YUV420;
    return small ? size().pixels() * 5 / 4 : size().pixels() * 2;
  }
}
