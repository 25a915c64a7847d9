package io.github.snaplabel.tagging;

import io.github.snaplabel.vision.ImageException;
import io.github.snaplabel.vision.LabeledImage;
import io.github.snaplabel.vision.TopK;

/** What the tagger needs of {@link io.github.snaplabel.vision.ImageLabeler}. Thread-safe. */
@FunctionalInterface
public interface PictureLabeler {
  /**
   * Labels a picture.
   *
   * @throws ImageException if the picture cannot be read, for a reason that lies in it
   */
  LabeledImage label(byte[] picture, TopK wanted) throws ImageException;
}
