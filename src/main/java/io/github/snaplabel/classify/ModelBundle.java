package io.github.snaplabel.classify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A folder with one compiled model: {@code manifest.properties}, the {@code .ort} files, the graph
 * of the float network, {@code labels.txt}, the self-test photo and the warm-up photos; {@code
 * hierarchy.tsv}, if there is a tree over the classes; and {@code labels.zh.tsv}, if they have
 * Chinese names.
 *
 * @param directory contains the files
 * @param manifest content of {@code manifest.properties}
 * @param precision selects the network
 */
public record ModelBundle(Path directory, ModelManifest manifest, Precision precision) {
  /** File name of the manifest. */
  public static final String MANIFEST = "manifest.properties";

  /** Suffix of a graph's file name, see {@link ModelManifest.CompiledNetwork#graph}. */
  public static final String GRAPH = ".graph.onnx";

  /** File name of the class labels. */
  public static final String LABELS = "labels.txt";

  /** File name of the tree over the classes; the file is optional. */
  public static final String HIERARCHY = "hierarchy.tsv";

  /** File name of the Chinese names of classes and nodes; the file is optional. */
  public static final String CHINESE = "labels.zh.tsv";

  /** File name of the self-test photo. */
  public static final String SELF_TEST = "self-test.jpg";

  /** File name of the warm-up photo: a JPEG as large as a camera's. */
  public static final String WARM_UP = "warm-up.jpg";

  /** File name of the progressive warm-up photo, as large as the other. */
  public static final String WARM_UP_PROGRESSIVE = "warm-up-progressive.jpg";

  /**
   * Reads a bundle and selects the precision that its manifest names.
   *
   * @throws IOException if {@code manifest.properties} is missing or malformed
   */
  public static ModelBundle read(Path directory) throws IOException {
    ModelManifest manifest = ManifestReader.read(directory.resolve(MANIFEST));
    return new ModelBundle(directory, manifest, manifest.precision());
  }

  /** Returns the same bundle with another precision selected. */
  public ModelBundle in(Precision other) {
    return new ModelBundle(directory, manifest, other);
  }

  /**
   * Reads the classes and the tree over them.
   *
   * @throws IOException if a file cannot be read or is malformed
   */
  public Hierarchy hierarchy() throws IOException {
    Labels labels = Labels.read(directory.resolve(LABELS));
    Path tree = directory.resolve(HIERARCHY);
    Hierarchy hierarchy =
        Files.exists(tree) ? Hierarchy.read(tree, labels) : Hierarchy.flat(labels);
    Path chinese = directory.resolve(CHINESE);
    return Files.exists(chinese) ? hierarchy.withChinese(chinese) : hierarchy;
  }

  /** Returns the model's identity, as in its tags: {@code resnet18/int8/5f730abdd83c}. */
  public String identity() {
    return "%s/%s/%s"
        .formatted(manifest.name(), precision.name().toLowerCase(Locale.ROOT), manifest.version());
  }

  /**
   * Returns the selected network.
   *
   * @throws IllegalStateException if the bundle has none in that precision
   */
  ModelManifest.CompiledNetwork network() {
    ModelManifest.CompiledNetwork network = manifest.networks().get(precision);
    if (network == null) {
      throw new IllegalStateException(directory + " has no " + precision + " network");
    }
    return network;
  }
}
