package io.github.snaplabel.tagging;

import io.github.snaplabel.classify.LabeledImage;
import io.github.snaplabel.image.ImageException;

/** The content of an object that was read, and what it shows. */
public sealed interface ObjectContent {
  /** Returns the size of the content. */
  long bytes();

  /** The content is an image that was labeled. */
  record LabeledContent(long bytes, LabeledImage image) implements ObjectContent {}

  /** The content is not an image, or is one that cannot be read. */
  record UnreadableContent(long bytes, ImageException reason) implements ObjectContent {}
}
