package io.github.snaplabel.image;

/** Which decoder JPEGs are given to. The pixels are the same. */
public enum JpegDecoding {
  /** Native code for all, which is fast from the first picture on. */
  NATIVE,

  /**
   * Java for what is large and common, native code for the rest. Faster where the JVM has optimized
   * it, after some hundred pictures, and slower before.
   */
  JAVA_WHEN_LARGE
}
