package io.github.snaplabel.image;

/** Which decoder JPEGs are decoded with; the pixels are the same. */
public enum JpegDecoding {
  /** Native code for all JPEGs: fast from the first image on. */
  NATIVE,

  /**
   * Java for large, common JPEGs, and native code for all others: faster once the JVM has optimized
   * the code, after a few hundred images, and slower before.
   */
  JAVA_WHEN_LARGE
}
