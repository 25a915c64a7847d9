package io.github.snaplabel.image;

/** Thrown if a file starts as an image but is truncated or damaged. */
public final class CorruptImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  CorruptImageException(String message) {
    super(message);
  }

  @Override
  public String code() {
    return "corrupt-image";
  }
}
