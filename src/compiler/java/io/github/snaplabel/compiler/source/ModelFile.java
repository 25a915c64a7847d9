package io.github.snaplabel.compiler.source;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of a model that was found, its hash checked if one is known.
 *
 * @param file where it lies
 * @param sha256 its hash, 64 hex digits
 * @param notice what everybody who meets the model is told of it; null if there is nothing
 * @param trained whether its answers mean anything
 */
public record ModelFile(Path file, String sha256, @Nullable String notice, boolean trained) {
  private static final int LONGEST_NAME = 64;

  /** A file of a trained model. */
  public ModelFile(Path file, String sha256, @Nullable String notice) {
    this(file, sha256, notice, true);
  }

  /** A file of which nothing has to be told. */
  public ModelFile(Path file, String sha256) {
    this(file, sha256, null);
  }

  /** Returns a name for the model, made of its file's: letters, digits, dots, - and _. */
  public String modelName() {
    String name =
        file.getFileName()
            .toString()
            .replaceFirst("\\.[^.]*$", "")
            .replaceAll("[^A-Za-z0-9._-]+", "-")
            .replaceFirst("^[^A-Za-z0-9]+", "");
    return name.isEmpty() ? "model" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }
}
