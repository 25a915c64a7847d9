package io.github.snaplabel.classify;

import io.github.snaplabel.image.ImageException;

/** Labels images. Thread-safe. */
@FunctionalInterface
public interface Labeler {
  /**
   * Labels an image.
   *
   * @param file the bytes of a JPEG, PNG, WebP, GIF, BMP, TIFF or HEIC file
   * @throws ImageException if the image cannot be read because of its content
   */
  LabeledImage label(byte[] file, LabelOptions options) throws ImageException;
}
