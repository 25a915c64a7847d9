package io.github.snaplabel.compiler.source;

import java.io.IOException;
import java.nio.file.Path;

/** Computes the hash of a model: of its file and its external weights. */
@FunctionalInterface
public interface ModelHash {
  /**
   * Returns the SHA-256 of a model's file, including external weights; 64 hex digits.
   *
   * @throws InvalidModelException if a file with external weights is missing
   */
  String of(Path file) throws IOException, InvalidModelException;
}
