package io.github.snaplabel.image;

/**
 * An image that is odd, as those of real programs are, and what is right for it.
 *
 * @param name what is odd about it
 * @param file the image
 * @param expected its pixels, or that it is rejected
 */
@SuppressWarnings("ArrayRecordComponent") // images are never compared
record UnusualImage(String name, byte[] file, Expected expected) {
  /** What is right for an image. */
  sealed interface Expected permits LikeFile, AnyPixels, Corrupt {}

  /** It has the pixels and the upright size of another image, which is not odd. */
  record LikeFile(byte[] plain) implements Expected {}

  /** It is decoded; its pixels are whatever libjpeg makes of the lost ones. */
  record AnyPixels() implements Expected {}

  /** It is rejected as damaged. */
  record Corrupt() implements Expected {}

  static UnusualImage like(String name, byte[] file, byte[] plain) {
    return new UnusualImage(name, file, new LikeFile(plain));
  }

  static UnusualImage decoded(String name, byte[] file) {
    return new UnusualImage(name, file, new AnyPixels());
  }

  static UnusualImage corrupt(String name, byte[] file) {
    return new UnusualImage(name, file, new Corrupt());
  }

  @Override
  public String toString() {
    return name;
  }
}
