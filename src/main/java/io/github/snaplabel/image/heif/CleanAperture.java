package io.github.snaplabel.image.heif;

import io.github.snaplabel.image.hevc.YuvPlanes;

/**
 * The part of a picture that is shown (box {@code clap}; ISO/IEC 14496-12, 12.1.4.1).
 *
 * @param width in pixels
 * @param height in pixels
 * @param horizontalOffset of its center from the picture's center, in pixels
 * @param verticalOffset of its center from the picture's center, in pixels
 */
record CleanAperture(
    Fraction width, Fraction height, Fraction horizontalOffset, Fraction verticalOffset)
    implements Transformation {
  private static final double HALF = 0.5;

  /** A fraction with a positive denominator. */
  record Fraction(int numerator, int denominator) {
    static Fraction read(HeifReader in) throws HeifException {
      int numerator = (int) in.u32();
      int denominator = (int) in.u32();
      if (denominator <= 0) {
        throw HeifException.corrupt("The HEIC has a clean aperture with an invalid fraction");
      }
      return new Fraction(numerator, denominator);
    }

    /** Returns the value; exact for whole numbers and halves. */
    double value() {
      return (double) numerator / denominator;
    }
  }

  static CleanAperture parse(HeifReader in) throws HeifException {
    return new CleanAperture(
        Fraction.read(in), Fraction.read(in), Fraction.read(in), Fraction.read(in));
  }

  @Override
  public Dimensions apply(Dimensions size) throws HeifException {
    return new Dimensions(columns(size).count(), rows(size).count());
  }

  @Override
  public YuvPlanes apply(YuvPlanes planes) throws HeifException {
    Dimensions size = new Dimensions(planes.width(), planes.height());
    return PlaneTransformer.crop(planes, columns(size), rows(size));
  }

  private PixelRange columns(Dimensions size) throws HeifException {
    double first = first(size.width(), width, horizontalOffset);
    return range((long) first, width, size.width());
  }

  /** Rounds the first row, while {@link #columns} truncates the first column: as in libheif. */
  private PixelRange rows(Dimensions size) throws HeifException {
    double first = first(size.height(), height, verticalOffset);
    return range((long) (first + HALF), height, size.height());
  }

  private static double first(int side, Fraction length, Fraction offset) {
    return offset.value() + (side - 1) * HALF - (length.value() - 1) * HALF;
  }

  private static PixelRange range(long first, Fraction length, int side) throws HeifException {
    long last = Math.min((long) (length.value() - 1 + first + HALF), side - 1);
    long start = Math.max(first, 0);
    if (start > last) {
      throw HeifException.corrupt("The HEIC has a clean aperture without pixels");
    }
    return new PixelRange((int) start, (int) (last - start + 1));
  }
}
