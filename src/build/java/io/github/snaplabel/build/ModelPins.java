package io.github.snaplabel.build;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Properties;

/**
 * The models that are taken without being asked for, as {@code model/model.properties} names them.
 *
 * @param url where the default model is fetched
 * @param published the default model
 * @param standInFile where a development stand-in may lie, relative to the checkout
 * @param standIn the development stand-in
 */
record ModelPins(URI url, PinnedFile published, String standInFile, PinnedFile standIn) {
  /**
   * Reads a property file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a property is missing or malformed
   */
  static ModelPins read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    return new ModelPins(
        URI.create(get(properties, "default.url")),
        pinned(properties, "default"),
        get(properties, "stand-in.file"),
        pinned(properties, "stand-in"));
  }

  /** Whether a file is one of the pinned models. */
  boolean contain(Path file) throws IOException {
    return published.matches(file) || standIn.matches(file);
  }

  private static PinnedFile pinned(Properties properties, String prefix) {
    long size = Long.parseLong(get(properties, prefix + ".size"));
    return new PinnedFile(OptionalLong.of(size), get(properties, prefix + ".sha256"));
  }

  private static String get(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("model.properties lacks " + key);
    }
    return value.strip();
  }
}
