package io.github.snaplabel.cli;

import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.image.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the build left what a run needs.
 *
 * @param natives of this machine's platform
 * @param model the folder of the built model
 * @param function the function's package, unpacked
 * @param runtime what AWS Lambda itself brings along
 */
record Installation(NativeLibraries natives, Path model, Path function, Path runtime) {
  /**
   * The one that the launcher belongs to.
   *
   * @param model another model's folder, or null
   */
  static Installation current(@Nullable Path model) {
    Path home = Path.of(Objects.requireNonNull(System.getProperty("snaplabel.home")));
    return new Installation(
        new NativeLibraries(home.resolve("native")),
        model == null ? home.resolve("function/model") : model,
        home.resolve("function"),
        home.resolve("runtime"));
  }

  /**
   * Reads what is said of the model.
   *
   * @throws MissingModelException if there is none
   */
  ModelBundle bundle() throws IOException, MissingModelException {
    if (!Files.exists(model.resolve(ModelBundle.MANIFEST))) {
      throw new MissingModelException(
          "There is no built model in %s: run 'mvn package', which says what it lacks."
              .formatted(model));
    }
    return ModelBundle.read(model);
  }
}
