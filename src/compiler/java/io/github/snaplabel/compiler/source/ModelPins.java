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
import java.util.function.Function;
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
        parse(properties, prefix + ".url", "a URL", URI::create),
        parse(properties, prefix + ".format", "pth or onnx", ModelFormat::of),
        pinned(properties, prefix));
  }

  private static PinnedFile pinned(Properties properties, String prefix) {
    long size = parse(properties, prefix + ".size", "a whole number", Long::valueOf);
    return new PinnedFile(OptionalLong.of(size), get(properties, prefix + ".sha256"));
  }

  private static <T> T parse(
      Properties properties, String key, String expected, Function<String, T> parser) {
    String text = get(properties, key);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "model.properties: %s: expected %s, found '%s'".formatted(key, expected, text), e);
    }
  }

  private static String get(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("model.properties has no " + key);
    }
    return value.strip();
  }
}
