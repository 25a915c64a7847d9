package io.github.snaplabel.image;

/** Makes the exceptions of this room for the tests of others. */
public final class ImageFailures {
  private ImageFailures() {}

  public static ImageException noImage() {
    return new NotAnImageException("This is no picture");
  }

  public static ImageException unsupported() {
    return new UnsupportedImageException("This is a HEIC picture");
  }

  public static ImageException corrupt() {
    return new CorruptImageException("The picture is cut off");
  }

  public static ImageException tooLarge() {
    return new ImageTooLargeException("The picture has too many pixels");
  }
}
