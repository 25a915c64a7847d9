package io.github.snaplabel.classify;

import io.github.snaplabel.image.ImageException;

/** What those who are given pictures need of {@link ImageLabeler}. Thread-safe. */
@FunctionalInterface
public interface Labeler {
  /**
   * Labels a picture.
   *
   * @throws ImageException if the picture cannot be read, for a reason that lies in it
   */
  LabeledImage label(byte[] picture, TopK wanted) throws ImageException;
}
