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
 * Detects whether a bundle is up to date, with a hash of everything it depends on, including the
 * compiler's own classes. The hash is stored in the bundle's folder.
 */
final class Fingerprint {
  /** Name of the file with the fingerprint. */
  static final String FILE = "fingerprint.txt";

  private Fingerprint() {}

  /** Returns the fingerprint of the bundle that a recipe produces, 64 hex digits. */
  static String of(Recipe recipe) throws IOException, InvalidModelException {
    Sha256 hash = new Sha256();
    hash.add(recipe.source().sha256()).add("notice " + recipe.source().notice());
    hash.add("trained " + recipe.source().trained());
    hash.add(recipe.calibration().sha256());
    // The manifest contains the name of the label file.
    hash.add(recipe.labels().getFileName().toString());
    hash.add(recipe.labels()).add(recipe.hierarchy()).add(recipe.selfTest());
    hash.add(recipe.imageNetChinese());
    hash.add("own hierarchy " + (recipe.traits().hierarchy() != null));
    recipe.traits().addTo(hash);
    hash.add(recipe.precision().name());
    hash.add(location(OrtEnvironment.class).getFileName().toString());
    for (Class<?> member : List.of(Fingerprint.class, ModelBundle.class, ImageDecoder.class)) {
      addPackages(hash, member);
    }
    return hash.hex();
  }

  /** Returns whether a folder contains a complete bundle with this fingerprint. */
  static boolean matches(Path bundle, String fingerprint) throws IOException {
    Path file = bundle.resolve(FILE);
    return Files.exists(file) && Files.readString(file).equals(describe(bundle, fingerprint));
  }

  /** Marks a bundle as complete. */
  static void write(Path bundle, String fingerprint) throws IOException {
    Files.writeString(bundle.resolve(FILE), describe(bundle, fingerprint));
  }

  /** Returns the fingerprint, followed by the size and name of each file of the bundle. */
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

  /**
   * Adds the class files of a package and its subpackages: a change to the code may change the
   * bundle.
   */
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
