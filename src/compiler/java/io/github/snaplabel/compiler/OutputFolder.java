package io.github.snaplabel.compiler;

import io.github.snaplabel.classify.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The output folder of the model build. */
final class OutputFolder {
  /**
   * Name of a property file for Maven that replaces the bundle if there is no model: it contains
   * advice.
   */
  static final String MISSING = "missing.properties";

  private static final Set<String> FILES =
      Set.of(
          ModelBundle.MANIFEST,
          ModelBundle.LABELS,
          ModelBundle.HIERARCHY,
          ModelBundle.CHINESE,
          ModelBundle.SELF_TEST,
          ModelBundle.WARM_UP,
          ModelBundle.WARM_UP_PROGRESSIVE,
          Fingerprint.FILE,
          MISSING);

  private OutputFolder() {}

  /** Deletes an older bundle or note; other files are kept. */
  static void clear(Path folder) throws IOException {
    List<Path> old;
    try (Stream<Path> files = Files.list(folder)) {
      old = files.filter(OutputFolder::isOurs).toList();
    }
    for (Path file : old) {
      Files.delete(file);
    }
  }

  private static boolean isOurs(Path file) {
    String name = file.getFileName().toString();
    return FILES.contains(name) || name.endsWith(".ort") || name.endsWith(ModelBundle.GRAPH);
  }

  /**
   * Writes a note instead of a bundle.
   *
   * @param advice why there is no model, and how to get one
   */
  static void leaveNote(Path folder, String advice) throws IOException {
    Files.createDirectories(folder);
    clear(folder);
    PropertyFile.write(
        folder.resolve(MISSING), Map.of("model.missing", "true", "model.advice", advice));
  }
}
