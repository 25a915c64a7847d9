package io.github.snaplabel.image;

import java.util.Objects;

/**
 * A picture that cannot be read, for a reason that lies in the picture: trying again is of no use.
 */
public abstract sealed class ImageException extends Exception
    permits NotAnImageException,
        UnsupportedImageException,
        CorruptImageException,
        ImageTooLargeException {
  private static final long serialVersionUID = 1L;

  ImageException(String message) {
    super(message);
  }

  /** What is wrong, in one sentence for the person who sent the picture. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** A stable code for answers, tags and metrics, in kebab case. */
  public abstract String code();
}
