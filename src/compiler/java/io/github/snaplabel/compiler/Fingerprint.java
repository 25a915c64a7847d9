package io.github.snaplabel.compiler;

import ai.onnxruntime.OrtEnvironment;
import io.github.snaplabel.classify.ModelBundle;
import io.github.snaplabel.compiler.source.InvalidModelException;
import io.github.snaplabel.compiler.source.Sha256;
import io.github.snaplabel.image.ImageDecoder;
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
  static String of(Recipe recipe) throws IOException, InvalidModelException {
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
    for (Class<?> member : List.of(Fingerprint.class, ModelBundle.class, ImageDecoder.class)) {
      addPackages(hash, member);
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

  /** Adds the classes of a package and of those inside it: how they work decides what is made. */
  private static void addPackages(Sha256 hash, Class<?> member) throws IOException {
    Path folder = location(member).resolve(member.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.walk(folder)) {
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
