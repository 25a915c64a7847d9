package io.github.snaplabel.image;

/** Thrown if an image has more bytes or more pixels than {@link ImageLimits} allows. */
public final class ImageTooLargeException extends ImageException {
  private static final long serialVersionUID = 1L;

  ImageTooLargeException(String message) {
    super(message);
  }

  @Override
  public String code() {
    return "image-too-large";
  }
}
