package io.github.snaplabel.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of the commands that label without the function. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      description = "A folder with a built model (the one beside this command).")
  private @Nullable Path model;

  /** What the launcher belongs to, with the model that is named, if one is. */
  Installation installation() {
    return Installation.current(model);
  }
}
