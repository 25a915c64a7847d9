package io.github.snaplabel.image;

import io.github.snaplabel.image.leptonica.Leptonica;

/**
 * The decoders that the image formats choose from.
 *
 * @param leptonica native code
 * @param preferred which decoder is preferred for JPEGs and PNGs
 */
record Decoders(Leptonica leptonica, PreferredDecoder preferred) {
  /** Returns whether Java decodes the JPEGs and PNGs for which it is faster than native code. */
  boolean preferJava() {
    return preferred == PreferredDecoder.JAVA;
  }
}
