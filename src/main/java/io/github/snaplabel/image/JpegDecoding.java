package io.github.snaplabel.image;

/** Which decoder JPEGs and PNGs are decoded with; the pixels are the same. */
public enum JpegDecoding {
  /** Native code for all: fast from the first image on. */
  NATIVE,

  /**
   * Java for large, common JPEGs and for common PNGs, and native code for all others: faster once
   * the JVM has optimized the code, after a few hundred images, and slower before.
   */
  JAVA_WHEN_LARGE
}
