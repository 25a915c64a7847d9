package io.github.snaplabel.vision;

/** The picture has more bytes or more pixels than {@link ImageLimits} allows. */
public final class ImageTooLarge extends ImageException {
  private static final long serialVersionUID = 1L;

  ImageTooLarge(String message) {
    super(message);
  }

  @Override
  public String code() {
    return "image-too-large";
  }
}
