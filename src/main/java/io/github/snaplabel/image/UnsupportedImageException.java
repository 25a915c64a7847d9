package io.github.snaplabel.image;

/** Thrown if an image has a format or variant that is not supported: AVIF, BigTIFF, a rare BMP. */
public final class UnsupportedImageException extends ImageException {
  static final String CODE = "unsupported-image";

  private static final long serialVersionUID = 1L;

  UnsupportedImageException(String message) {
    super(message);
  }

  @Override
  public String code() {
    return CODE;
  }
}
