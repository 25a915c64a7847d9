package io.github.snaplabel.vision;

/** The bytes begin as a picture and do not end as one: cut off, or damaged. */
public final class CorruptImage extends ImageException {
  private static final long serialVersionUID = 1L;

  CorruptImage(String message) {
    super(message);
  }

  @Override
  public String code() {
    return "corrupt-image";
  }
}
