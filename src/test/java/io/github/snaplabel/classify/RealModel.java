package io.github.snaplabel.classify;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.snaplabel.image.NativeLibraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The compiled model; skips tests that need it, with the reason, if it is missing. */
final class RealModel {
  private RealModel() {}

  static NativeLibraries natives() {
    return new NativeLibraries(Path.of(System.getProperty("snaplabel.natives")));
  }

  static ModelBundle bundle() throws IOException {
    Path directory = Path.of(System.getProperty("snaplabel.bundle"));
    assumeTrue(
        Files.exists(directory.resolve(ModelBundle.MANIFEST)),
        "needs a model with real weights, which the build did not find");
    return ModelBundle.read(directory);
  }
}
