package io.github.snaplabel.classify;

import io.github.snaplabel.classify.ModelManifest.CalibrationInfo;
import io.github.snaplabel.classify.ModelManifest.CompiledNetwork;
import io.github.snaplabel.classify.ModelManifest.SelfTestAnswer;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads {@code manifest.properties}. */
final class ManifestReader {
  private static final String WHOLE_NUMBER = "a whole number";

  private final Path file;
  private final Properties properties = new Properties();

  private ManifestReader(Path file) {
    this.file = file;
  }

  /**
   * Reads a manifest.
   *
   * @throws IOException if the file or one of its entries is missing or malformed; the message
   *     names the file and the key
   */
  static ModelManifest read(Path file) throws IOException {
    ManifestReader reader = new ManifestReader(file);
    try (Reader in = Files.newBufferedReader(file)) {
      reader.properties.load(in);
      return reader.manifest();
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": expected UTF-8, found another encoding", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private ModelManifest manifest() throws IOException {
    Map<Precision, CompiledNetwork> networks = new EnumMap<>(Precision.class);
    for (Precision precision : Precision.values()) {
      String prefix = "networks." + precision.name().toLowerCase(Locale.ROOT);
      if (properties.containsKey(prefix + ".file")) {
        networks.put(precision, network(prefix));
      }
    }
    return new ModelManifest(
        text("name"),
        text("version"),
        text("sourceSha256"),
        new ModelInput(
            integer("input.size"),
            integer("input.resize"),
            colors("input.mean"),
            colors("input.std")),
        integer("classes"),
        text("labels"),
        parse("activation", "softmax or sigmoid", name -> Activation.valueOf(upperCase(name))),
        parse("precision", "int8 or fp32", name -> Precision.valueOf(upperCase(name))),
        properties.containsKey("calibration.photos") ? calibration() : null,
        networks,
        properties.getProperty("notice"),
        parse("trained", "true or false", ManifestReader::bool));
  }

  private CompiledNetwork network(String prefix) throws IOException {
    return new CompiledNetwork(
        text(prefix + ".file"),
        new SelfTestAnswer(
            integer(prefix + ".selfTest.index"),
            parse(prefix + ".selfTest.probability", "a number", Double::valueOf)));
  }

  private CalibrationInfo calibration() throws IOException {
    return new CalibrationInfo(
        integer("calibration.photos"),
        integer("calibration.crops"),
        parse("calibration.seed", WHOLE_NUMBER, Long::valueOf),
        text("calibration.sha256"));
  }

  private int integer(String key) throws IOException {
    return parse(key, WHOLE_NUMBER, Integer::valueOf);
  }

  /** Returns the numbers for red, green and blue. */
  private List<Double> colors(String key) throws IOException {
    return parse(
        key,
        "numbers separated by commas",
        text -> Stream.of(text.split(",", -1)).map(Double::valueOf).toList());
  }

  private <T> T parse(String key, String expected, Function<String, T> parser) throws IOException {
    String text = text(key);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s: %s: expected %s, found \"%s\"".formatted(file, key, expected, text), e);
    }
  }

  private String text(String key) throws IOException {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IOException("%s: %s is missing".formatted(file, key));
    }
    return value;
  }

  private static String upperCase(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }
}
