package io.github.snaplabel.image;

/** The bytes are no picture of any kind that is known. */
public final class NotAnImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  NotAnImageException(String message) {
    super(message);
  }

  /**
   * The same as of {@link UnsupportedImageException}: who sent it as a picture has the same to do.
   */
  @Override
  public String code() {
    return UnsupportedImageException.CODE;
  }
}
