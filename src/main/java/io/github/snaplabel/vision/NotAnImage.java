package io.github.snaplabel.vision;

/** The bytes are no picture of any kind that is known. */
public final class NotAnImage extends ImageException {
  private static final long serialVersionUID = 1L;

  NotAnImage(String message) {
    super(message);
  }

  /** The same as of {@link UnsupportedImage}: who sent it as a picture has the same to do. */
  @Override
  public String code() {
    return UnsupportedImage.CODE;
  }
}
