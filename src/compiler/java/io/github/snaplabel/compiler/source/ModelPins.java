package io.github.snaplabel.compiler.source;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The models that are used by default, from {@code model/model.properties}.
 *
 * @param sources sources of the default model, in the order in which they are tried
 * @param standInFile path of a stand-in for development, relative to the checkout
 * @param standIn size and hash of the stand-in
 * @param standInNotice a sentence that every user of the stand-in must see
 */
public record ModelPins(
    List<PublishedModel> sources, String standInFile, PinnedFile standIn, String standInNotice) {
  public ModelPins {
    sources = List.copyOf(sources);
  }

  /**
   * Reads a property file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if a property is missing or malformed
   */
  public static ModelPins read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    List<PublishedModel> sources = new ArrayList<>();
    do {
      sources.add(source(properties, "source." + (sources.size() + 1)));
    } while (properties.containsKey("source." + (sources.size() + 1) + ".url"));
    return new ModelPins(
        sources,
        get(properties, "stand-in.file"),
        pinned(properties, "stand-in"),
        get(properties, "stand-in.notice"));
  }

  /** Returns whether a file is one of the pinned models. */
  boolean contain(Path file) throws IOException {
    for (PublishedModel source : sources) {
      if (source.file().matches(file)) {
        return true;
      }
    }
    return standIn.matches(file);
  }

  /** Returns the notice for the model with a hash; null if there is none. */
  @Nullable String notice(String sha256) {
    return sha256.equals(standIn.sha256()) ? standInNotice : null;
  }

  private static PublishedModel source(Properties properties, String prefix) {
    return new PublishedModel(
        URI.create(get(properties, prefix + ".url")),
        ModelFormat.of(get(properties, prefix + ".format")),
        pinned(properties, prefix));
  }

  private static PinnedFile pinned(Properties properties, String prefix) {
    long size = Long.parseLong(get(properties, prefix + ".size"));
    return new PinnedFile(OptionalLong.of(size), get(properties, prefix + ".sha256"));
  }

  private static String get(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("model.properties has no " + key);
    }
    return value.strip();
  }
}
