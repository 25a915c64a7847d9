package io.github.snaplabel.compiler.source;

import java.io.IOException;
import java.nio.file.Path;

/** Hashes a model: its file, and the files of weights that it refers to. */
@FunctionalInterface
public interface ModelHash {
  /**
   * Returns the SHA-256 of all that a model is read from, 64 hex digits.
   *
   * @throws InvalidModelException if a file that the model refers to is missing
   */
  String of(Path file) throws IOException, InvalidModelException;
}
