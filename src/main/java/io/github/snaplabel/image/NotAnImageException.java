package io.github.snaplabel.image;

/** Thrown if a file is not an image of any known format. */
public final class NotAnImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  NotAnImageException(String message) {
    super(message);
  }

  /** Returns the code of {@link UnsupportedImageException}: the sender's remedy is the same. */
  @Override
  public String code() {
    return UnsupportedImageException.CODE;
  }
}
