package io.github.snaplabel.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The {@code --model} option of the commands that label without the function. */
final class ModelOption {
  @Option(
      names = "--model",
      paramLabel = "FOLDER",
      description = "Folder of a built model (default: the one built with this command).")
  private @Nullable Path model;

  /** Returns the current installation, with the model of the option if given. */
  Installation installation() {
    Installation current = Installation.current();
    return model == null ? current : current.withModel(model);
  }
}
