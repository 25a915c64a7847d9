package io.github.snaplabel.image.heif;

import java.util.List;

/** The size of a picture in pixels. */
record Dimensions(int width, int height) {
  /** Reads a width and a height of 32 bits each. */
  static Dimensions read(HeifReader in) throws HeifException {
    return of(in.u32(), in.u32());
  }

  /**
   * Checks a size.
   *
   * @throws HeifException if a side is 0, or exceeds an {@code int}
   */
  static Dimensions of(long width, long height) throws HeifException {
    if (width == 0 || height == 0 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw HeifException.corrupt("The HEIC claims a size of %d x %d".formatted(width, height));
    }
    return new Dimensions((int) width, (int) height);
  }

  /** Returns the size after transformations. */
  Dimensions after(List<Transformation> transformations) throws HeifException {
    Dimensions size = this;
    for (Transformation each : transformations) {
      size = each.apply(size);
    }
    return size;
  }

  /** Returns the size after each square of {@code side} pixels is reduced to one. */
  Dimensions dividedBy(int side) {
    return new Dimensions(Math.ceilDiv(width, side), Math.ceilDiv(height, side));
  }

  int shorterSide() {
    return Math.min(width, height);
  }

  long pixels() {
    return (long) width * height;
  }

  /** Returns whether another size has the same aspect ratio, up to rounding to whole pixels. */
  boolean hasShapeOf(Dimensions other) {
    long difference = (long) width * other.height - (long) height * other.width;
    return Math.abs(difference) <= Math.max(other.width, other.height);
  }
}
