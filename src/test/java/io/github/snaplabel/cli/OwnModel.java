package io.github.snaplabel.cli;

import io.github.snaplabel.compiler.TestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Creates copies of the packaged function with another model. */
public final class OwnModel {
  private OwnModel() {}

  /**
   * Creates a function whose model has twelve classes of its own.
   *
   * @param folder folder to create; it links to the packaged function
   */
  public static Path function(Path folder) throws IOException {
    return function(folder, TestBundle.ofOwnClasses());
  }

  /** Creates a function with an untrained model. */
  public static Path untrained(Path folder) throws IOException {
    return function(folder, TestBundle.untrained());
  }

  private static Path function(Path folder, Path model) throws IOException {
    Needs.packagedFunction();
    Files.createDirectory(folder);
    try (var parts = Files.list(PackagedFunction.FOLDER)) {
      for (Path part : parts.filter(part -> !part.endsWith("model")).toList()) {
        Files.createSymbolicLink(folder.resolve(part.getFileName()), part.toAbsolutePath());
      }
    }
    Files.createSymbolicLink(folder.resolve("model"), model);
    return folder;
  }
}
