package io.github.snaplabel.build;

import ai.onnxruntime.OrtEnvironment;
import io.github.snaplabel.build.checkpoint.StateDict;
import io.github.snaplabel.vision.ModelBundle;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells whether a bundle is still what would be compiled: a hash of all that goes into it, the
 * compiler's own classes among them, kept beside the bundle.
 */
final class Fingerprint {
  /** The file that keeps it. */
  static final String FILE = "fingerprint.txt";

  private Fingerprint() {}

  /** The fingerprint of what a recipe gives, 64 hex digits. */
  static String of(Recipe recipe) throws IOException, InvalidModel {
    Sha256 hash = new Sha256();
    hash.add(recipe.source().sha256()).add("notice " + recipe.source().notice());
    hash.add("trained " + recipe.source().trained());
    hash.add(recipe.calibration().sha256());
    // The name of the labels' file is in the manifest.
    hash.add(recipe.labels().getFileName().toString());
    hash.add(recipe.labels()).add(recipe.selfTest());
    recipe.traits().addTo(hash);
    hash.add(recipe.precision().name());
    hash.add(location(OrtEnvironment.class).getFileName().toString());
    for (Class<?> neighbour : List.of(Fingerprint.class, StateDict.class, ModelBundle.class)) {
      addPackage(hash, neighbour);
    }
    return hash.hex();
  }

  /** Whether a folder holds a whole bundle with this fingerprint. */
  static boolean matches(Path bundle, String fingerprint) throws IOException {
    Path file = bundle.resolve(FILE);
    return Files.exists(file) && Files.readString(file).equals(describe(bundle, fingerprint));
  }

  /** Marks a folder's bundle as whole and made with this fingerprint. */
  static void write(Path bundle, String fingerprint) throws IOException {
    Files.writeString(bundle.resolve(FILE), describe(bundle, fingerprint));
  }

  /** The fingerprint, and the size and name of each file of the bundle. */
  private static String describe(Path bundle, String fingerprint) throws IOException {
    StringBuilder text = new StringBuilder(fingerprint).append('\n');
    try (Stream<Path> files = Files.list(bundle)) {
      for (Path file : files.sorted().toList()) {
        if (!file.getFileName().toString().equals(FILE)) {
          text.append(Files.size(file)).append(' ').append(file.getFileName()).append('\n');
        }
      }
    }
    return text.toString();
  }

  /** The compiler's packages and vision: how they read images and networks goes in. */
  private static void addPackage(Sha256 hash, Class<?> neighbour) throws IOException {
    Path folder = location(neighbour).resolve(neighbour.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        hash.add(file);
      }
    }
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(type + " has no location", e);
    }
  }
}
