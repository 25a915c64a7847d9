package io.github.snaplabel.classify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A folder with one model, ready to load: {@code model.json}, its {@code .ort} files, {@code
 * labels.txt} and the photo of the self-test.
 *
 * @param directory where the files are
 * @param manifest what {@code model.json} says
 * @param precision which of the networks is used
 */
public record ModelBundle(Path directory, ModelManifest manifest, Precision precision) {
  /** The manifest's file name. */
  public static final String MANIFEST = "model.json";

  /** The labels' file name. */
  public static final String LABELS = "labels.txt";

  /** The self-test photo's file name. */
  public static final String SELF_TEST = "self-test.jpg";

  /**
   * Reads a bundle, to be used in the precision that it was packaged for.
   *
   * @throws IOException if {@code model.json} is missing or is not one
   */
  public static ModelBundle read(Path directory) throws IOException {
    ModelManifest manifest = ManifestReader.read(directory.resolve(MANIFEST));
    return new ModelBundle(directory, manifest, manifest.precision());
  }

  /** The same bundle, used in another precision. */
  public ModelBundle in(Precision other) {
    return new ModelBundle(directory, manifest, other);
  }

  /** Tells who made a label, as {@code resnet18/int8/5f730abdd83c} does. */
  public String identity() {
    return "%s/%s/%s"
        .formatted(manifest.name(), precision.name().toLowerCase(Locale.ROOT), manifest.version());
  }

  /** What the manifest says of the network that is used. */
  ModelManifest.CompiledNetwork network() {
    ModelManifest.CompiledNetwork network = manifest.networks().get(precision);
    if (network == null) {
      throw new IllegalStateException(directory + " holds no " + precision + " network");
    }
    return network;
  }
}
