package io.github.snaplabel.image;

/** The picture is of a kind that is not read: HEIC, TIFF, a rare variant of BMP. */
public final class UnsupportedImageException extends ImageException {
  static final String CODE = "unsupported-image";

  private static final long serialVersionUID = 1L;

  public UnsupportedImageException(String message) {
    super(message);
  }

  @Override
  public String code() {
    return CODE;
  }
}
