package io.github.snaplabel.classify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A folder with a compiled model: {@code model.json}, its {@code .ort} files, {@code labels.txt}
 * and the self-test photo.
 *
 * @param manifest the content of {@code model.json}
 * @param precision of the network that is used
 */
public record ModelBundle(Path directory, ModelManifest manifest, Precision precision) {
  /** The manifest's file name. */
  public static final String MANIFEST = "model.json";

  /** The labels' file name. */
  public static final String LABELS = "labels.txt";

  /** The self-test photo's file name. */
  public static final String SELF_TEST = "self-test.jpg";

  /**
   * Reads a bundle, to be used with the precision that it was packaged for.
   *
   * @throws IOException if {@code model.json} is missing or invalid
   */
  public static ModelBundle read(Path directory) throws IOException {
    ModelManifest manifest = ManifestReader.read(directory.resolve(MANIFEST));
    return new ModelBundle(directory, manifest, manifest.precision());
  }

  /** Returns the same bundle, to be used with another precision. */
  public ModelBundle in(Precision other) {
    return new ModelBundle(directory, manifest, other);
  }

  /** Returns an identifier of the network, such as {@code resnet18/int8/5f730abdd83c}. */
  public String identity() {
    return "%s/%s/%s"
        .formatted(manifest.name(), precision.name().toLowerCase(Locale.ROOT), manifest.version());
  }

  /**
   * Returns the network that is used.
   *
   * @throws IllegalStateException if the bundle does not contain it
   */
  ModelManifest.CompiledNetwork network() {
    ModelManifest.CompiledNetwork network = manifest.networks().get(precision);
    if (network == null) {
      throw new IllegalStateException(directory + " contains no " + precision + " network");
    }
    return network;
  }
}
