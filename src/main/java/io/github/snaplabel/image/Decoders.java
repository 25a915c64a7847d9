package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Leptonica;

/**
 * The decoders that the image formats choose from.
 *
 * @param leptonica native code
 * @param jpegs which decoder JPEGs and PNGs are for
 */
record Decoders(Leptonica leptonica, JpegDecoding jpegs) {
  /** Returns whether Java decodes what it can decode faster than native code. */
  boolean preferJava() {
    return jpegs == JpegDecoding.JAVA_WHEN_LARGE;
  }
}
