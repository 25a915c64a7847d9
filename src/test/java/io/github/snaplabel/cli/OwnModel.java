package io.github.snaplabel.cli;

import io.github.snaplabel.compiler.TestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The packaged function with another model in place of its own. */
public final class OwnModel {
  private OwnModel() {}

  /**
   * Puts a function together whose model has twelve classes of its own.
   *
   * @param folder is made; it refers to the packaged function
   */
  public static Path function(Path folder) throws IOException {
    return function(folder, TestBundle.ofOwnClasses());
  }

  /** Puts a function together whose model has learned nothing. */
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
