package io.github.snaplabel.vision;

/**
 * The bytes are no picture, or one of a kind that is not read (HEIC, TIFF, a rare variant of BMP).
 */
public final class UnsupportedImage extends ImageException {
  private static final long serialVersionUID = 1L;

  UnsupportedImage(String message) {
    super(message);
  }

  @Override
  public String code() {
    return "unsupported-image";
  }
}
