package io.github.snaplabel.local;

import io.github.snaplabel.build.TestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The packaged function with a model of twelve classes of its own in place of its model. */
public final class OwnModel {
  private OwnModel() {}

  /**
   * Puts a function together.
   *
   * @param folder is made; it refers to the packaged function
   */
  public static Path function(Path folder) throws IOException {
    Needs.packagedFunction();
    Files.createDirectory(folder);
    try (var parts = Files.list(PackagedFunction.FOLDER)) {
      for (Path part : parts.filter(part -> !part.endsWith("model")).toList()) {
        Files.createSymbolicLink(folder.resolve(part.getFileName()), part.toAbsolutePath());
      }
    }
    Files.createSymbolicLink(folder.resolve("model"), TestBundle.ofOwnClasses());
    return folder;
  }
}
