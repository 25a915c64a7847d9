package io.github.snaplabel.vision;

/** Makes the exceptions of this room for the tests of others. */
public final class PictureFailures {
  private PictureFailures() {}

  public static ImageException noImage() {
    return new NotAnImage("This is no picture");
  }

  public static ImageException unsupported() {
    return new UnsupportedImage("This is a HEIC picture");
  }

  public static ImageException corrupt() {
    return new CorruptImage("The picture is cut off");
  }

  public static ImageException tooLarge() {
    return new ImageTooLarge("The picture has too many pixels");
  }
}
