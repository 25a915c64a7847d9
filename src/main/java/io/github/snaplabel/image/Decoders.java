package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Leptonica;

/**
 * The decoders that the image formats choose from.
 *
 * @param leptonica native code
 * @param jpegs which decoders read JPEGs and PNGs
 */
record Decoders(Leptonica leptonica, JpegDecoding jpegs) {
  /** Returns whether Java decodes the JPEGs and PNGs for which it is faster than native code. */
  boolean preferJava() {
    return jpegs == JpegDecoding.JAVA_WHEN_LARGE;
  }
}
