package io.github.snaplabel.image;

/**
 * Whether JPEGs and PNGs are decoded by native code alone, or in part by Java. The pixels are the
 * same. The other formats have one decoder each.
 *
 * <p>The setting is {@code SNAPLABEL_JPEG_DECODER}, whose name is older than the PNG decoder.
 */
public enum PreferredDecoder {
  /** Native code for all JPEGs and PNGs: fast from the first image on. */
  NATIVE,

  /**
   * Java for common JPEGs that are large and for common PNGs of any size, and native code for the
   * others: faster once the JVM has optimized the code, after a few hundred images, and slower
   * before.
   */
  JAVA
}
