package io.github.snaplabel.image;

/** The bytes begin as a picture and do not end as one: cut off, or damaged. */
public final class CorruptImageException extends ImageException {
  private static final long serialVersionUID = 1L;

  public CorruptImageException(String message) {
    super(message);
  }

  @Override
  public String code() {
    return "corrupt-image";
  }
}
