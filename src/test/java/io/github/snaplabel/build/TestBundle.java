package io.github.snaplabel.build;

import ai.onnxruntime.OrtException;
import io.github.snaplabel.vision.NativeLibraries;
import io.github.snaplabel.vision.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A bundle compiled from a {@link SeededNetwork}, for tests that need a model and no real one: made
 * once, kept under {@code target/test-model} and made anew only when something changed.
 */
public final class TestBundle {
  private TestBundle() {}

  /** The bundle's folder. */
  public static Path directory() {
    return Holder.DIRECTORY;
  }

  /** The native libraries that Maven unpacked for this platform. */
  public static NativeLibraries natives() {
    return new NativeLibraries(Path.of(System.getProperty("snaplabel.natives", "target/native")));
  }

  private static final class Holder {
    private static final Path DIRECTORY = make(Path.of("target/test-model").toAbsolutePath());

    private static Path make(Path folder) {
      natives().useForOnnxRuntime();
      Path bundle = folder.resolve("bundle");
      try {
        Path onnx = SeededNetwork.resnet18().write(folder.resolve("seeded.onnx"));
        SourceModel source = new SourceModel(onnx, Sha256.of(onnx));
        Recipe recipe = new Recipe(source, Path.of("model"), 224, Precision.INT8);
        new ModelCompiler(new PhotoReader(natives()), line -> {}).compile(recipe, bundle);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (OrtException | InvalidModel e) {
        throw new IllegalStateException("the seeded network does not compile", e);
      }
      return bundle;
    }
  }
}
