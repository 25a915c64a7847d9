package io.github.snaplabel.build;

import java.io.IOException;
import java.nio.file.Path;

/** Makes a network's input of a photo. */
interface PhotoReader {
  /**
   * Reads a photo.
   *
   * @return {@code [3,inputSize,inputSize]}, normalised
   */
  float[] read(Path photo, int inputSize) throws IOException;
}
