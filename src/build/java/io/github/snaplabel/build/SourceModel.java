package io.github.snaplabel.build;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of a model that was found, its hash checked if one is known.
 *
 * @param file where it lies
 * @param sha256 its hash, 64 hex digits
 * @param notice what everybody who meets the model is told of it; null if there is nothing
 */
record SourceModel(Path file, String sha256, @Nullable String notice) {
  /** A file of which nothing has to be told. */
  SourceModel(Path file, String sha256) {
    this(file, sha256, null);
  }
}
