package io.github.snaplabel.image;

import java.util.Objects;

/** Thrown if an image cannot be read because of its content: a retry gives the same result. */
public abstract sealed class ImageException extends Exception
    permits NotAnImageException,
        UnsupportedImageException,
        CorruptImageException,
        ImageTooLargeException {
  private static final long serialVersionUID = 1L;

  ImageException(String message) {
    super(message);
  }

  /** Returns one sentence for the person who sent the image. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** Returns a stable code for responses, tags and metrics, in kebab case. */
  public abstract String code();
}
