package io.github.snaplabel.compiler.source;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model file, its hash verified if one is known.
 *
 * @param file path of the file
 * @param sha256 hash of the file, 64 hex digits
 * @param notice a sentence that every user of the model must see; null if there is none
 * @param trained false for random weights
 */
public record ModelFile(Path file, String sha256, @Nullable String notice, boolean trained) {
  private static final int LONGEST_NAME = 64;

  /** Describes a trained model. */
  public ModelFile(Path file, String sha256, @Nullable String notice) {
    this(file, sha256, notice, true);
  }

  /** Returns a name for the model, derived from the file name: letters, digits, dots, - and _. */
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
