package io.github.snaplabel.compiler;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import ai.onnxruntime.OrtException;
import io.github.snaplabel.classify.Activation;
import io.github.snaplabel.classify.Precision;
import io.github.snaplabel.compiler.photo.PhotoReader;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.ModelFile;
import io.github.snaplabel.compiler.source.Sha256;
import io.github.snaplabel.compiler.source.UntrainedNetwork;
import io.github.snaplabel.image.NativeLibraries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Bundles compiled from {@link SeededNetwork}s, for tests that need a model and no real one: made
 * once, kept under {@code target/test-model} and made again only when something changed.
 */
public final class TestBundle {
  /** The classes of {@link #ofOwnClasses}, with unusual names. */
  public static final List<String> OWN_CLASSES =
      List.of(
          "Dackel",
          "黑猫",
          "\uD83D\uDE3A",
          "café \uD83D\uDE00",
          "a \"quoted\" <b>name</b>, with a comma",
          "cats / dogs",
          "x=1.5",
          "very ".repeat(25) + "bad",
          "日本語のラベル",
          "cafe\u0301",
          "n/a",
          "#12");

  private TestBundle() {}

  /** The bundle's folder. */
  public static Path directory() {
    return Holder.DIRECTORY;
  }

  /**
   * A network of twelve classes with names, a size, normalization and probabilities of its own.
   *
   * @return the bundle's folder
   */
  public static Path ofOwnClasses() {
    return OwnClasses.DIRECTORY;
  }

  /**
   * What {@code -Dmodel.untrained=true} builds, for small pictures.
   *
   * @return the bundle's folder
   */
  public static Path untrained() {
    return Untrained.DIRECTORY;
  }

  /** The native libraries that Maven unpacked for this platform. */
  public static NativeLibraries natives() {
    return new NativeLibraries(Path.of(System.getProperty("snaplabel.natives", "target/native")));
  }

  private static final class Holder {
    private static final Path DIRECTORY = alone("target/test-model", Holder::make);

    private static Path make(Path folder) throws IOException {
      return compile(
          SeededNetwork.resnet18(),
          folder,
          ModelTraits.IMAGENET.withInputSize(224),
          Precision.INT8);
    }
  }

  private static final class OwnClasses {
    private static final Path DIRECTORY = alone("target/test-own-classes", OwnClasses::make);

    private static Path make(Path folder) throws IOException {
      Path labels = Files.write(folder.resolve("my classes.txt"), OWN_CLASSES);
      ModelTraits traits =
          new ModelTraits(
              labels,
              null,
              128,
              128,
              List.of(0.5, 0.5, 0.5),
              List.of(0.5, 0.25, 1.0),
              "pets-v2.1",
              Activation.SOFTMAX);
      return compile(SeededNetwork.resnet18().classes(12), folder, traits, Precision.INT8);
    }
  }

  private static final class Untrained {
    private static final Path DIRECTORY = alone("target/test-untrained", Untrained::make);

    private static Path make(Path folder) throws IOException {
      return compile(
          UntrainedNetwork.write(folder, 1000),
          folder,
          ModelTraits.IMAGENET.withInputSize(96).withName(UntrainedNetwork.NAME),
          Precision.INT8);
    }
  }

  private interface Making {
    /** Makes a bundle inside the folder, and returns the bundle's. */
    Path in(Path folder) throws IOException;
  }

  /** Makes a bundle while no other JVM of the tests does. */
  private static Path alone(String name, Making making) {
    try {
      Path folder = Files.createDirectories(Path.of(name).toAbsolutePath());
      try (FileChannel file = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
          FileLock _ = file.lock()) {
        return making.in(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path compile(
      SeededNetwork network, Path folder, ModelTraits traits, Precision precision)
      throws IOException {
    Path onnx = network.write(folder.resolve("seeded.onnx"));
    return compile(new ModelFile(onnx, Sha256.of(onnx), null), folder, traits, precision);
  }

  private static Path compile(
      ModelFile source, Path folder, ModelTraits traits, Precision precision) throws IOException {
    natives().useForOnnxRuntime();
    Path bundle = folder.resolve("bundle");
    try {
      Recipe recipe = new Recipe(source, Path.of("model"), null, precision, traits);
      new ModelCompiler(new PhotoReader(natives()), line -> {}).compile(recipe, bundle);
    } catch (OrtException | InvalidModelException e) {
      throw new IllegalStateException("the seeded network does not compile", e);
    }
    return bundle;
  }
}
