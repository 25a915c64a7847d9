package io.github.snaplabel.cli;

import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.image.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The locations of the build's output.
 *
 * @param natives native libraries for this machine's platform
 * @param model folder of the built model
 * @param function folder of the unpacked function package
 * @param runtime folder of the Lambda runtime
 */
record Installation(NativeLibraries natives, Path model, Path function, Path runtime) {
  /** Returns the installation that the launcher belongs to. */
  static Installation current() {
    Path home = Path.of(Objects.requireNonNull(System.getProperty("snaplabel.home")));
    return new Installation(
        new NativeLibraries(home.resolve("native")),
        home.resolve("function/model"),
        home.resolve("function"),
        home.resolve("runtime"));
  }

  /** Returns this installation with the model of another folder. */
  Installation withModel(Path folder) {
    return new Installation(natives, folder, function, runtime);
  }

  /**
   * Reads the built model.
   *
   * @throws MissingModelException if the folder contains no model
   */
  ModelBundle bundle() throws IOException, MissingModelException {
    if (!Files.exists(model.resolve(ModelBundle.MANIFEST))) {
      throw new MissingModelException(
          "No built model found in %s: run 'mvn package', which reports what is missing."
              .formatted(model));
    }
    return ModelBundle.read(model);
  }
}
