package io.github.snaplabel.image;

/** Creates the exceptions of this package for tests of other packages. */
public final class ImageFailures {
  private ImageFailures() {}

  public static ImageException noImage() {
    return new NotAnImageException("This is not an image");
  }

  public static ImageException unsupported() {
    return new UnsupportedImageException("This is a HEIC image");
  }

  public static ImageException corrupt() {
    return new CorruptImageException("The image is truncated");
  }

  public static ImageException tooLarge() {
    return new ImageTooLargeException("The image has too many pixels");
  }
}
