package io.github.snaplabel.classify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.snaplabel.classify.ModelManifest.CalibrationInfo;
import io.github.snaplabel.classify.ModelManifest.CompiledNetwork;
import io.github.snaplabel.classify.ModelManifest.SelfTestAnswer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads {@code model.json} token by token: Jackson's data binding would take longer to load than
 * the network.
 */
final class ManifestReader {
  private ManifestReader() {}

  static ModelManifest read(Path file) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
      Map<String, String> values = new HashMap<>();
      collect(json, "", values);
      return manifest(new Values(file, values));
    }
  }

  /** Collects every scalar under its path, such as {@code networks.int8.file}. */
  private static void collect(JsonParser json, String path, Map<String, String> values)
      throws IOException {
    while (json.nextToken() != null && json.currentToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      String key = path.isEmpty() || name == null ? String.valueOf(name) : path + "." + name;
      switch (json.currentToken()) {
        case START_OBJECT -> collect(json, name == null ? "" : key, values);
        case START_ARRAY -> collectArray(json, key, values);
        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
            values.put(key, json.getText());
        default -> {
          // A field name: it is read with the value that follows it.
        }
      }
    }
  }

  /** Collects the scalars of an array under their indices, such as {@code input.mean.0}. */
  private static void collectArray(JsonParser json, String path, Map<String, String> values)
      throws IOException {
    for (int i = 0; json.nextToken() != null && json.currentToken() != JsonToken.END_ARRAY; i++) {
      values.put(path + "." + i, json.getText());
    }
  }

  private static ModelManifest manifest(Values values) throws IOException {
    Map<Precision, CompiledNetwork> networks = new EnumMap<>(Precision.class);
    for (Precision precision : Precision.values()) {
      String prefix = "networks." + precision.name().toLowerCase(Locale.ROOT) + ".";
      if (values.has(prefix + "file")) {
        networks.put(
            precision,
            new CompiledNetwork(
                values.text(prefix + "file"),
                new SelfTestAnswer(
                    (int) values.number(prefix + "selfTest.index"),
                    values.number(prefix + "selfTest.probability"))));
      }
    }
    return new ModelManifest(
        values.text("name"),
        values.text("version"),
        values.text("sourceSha256"),
        new ModelInput(
            (int) values.number("input.size"),
            (int) values.number("input.resize"),
            values.colors("input.mean"),
            values.colors("input.std")),
        (int) values.number("classes"),
        values.text("labels"),
        Activation.valueOf(values.text("activation").toUpperCase(Locale.ROOT)),
        Precision.valueOf(values.text("precision").toUpperCase(Locale.ROOT)),
        values.has("calibration.photos") ? calibration(values) : null,
        networks,
        values.values().get("notice"),
        values.flag("trained"));
  }

  private static CalibrationInfo calibration(Values values) throws IOException {
    return new CalibrationInfo(
        (int) values.number("calibration.photos"),
        (int) values.number("calibration.crops"),
        (long) values.number("calibration.seed"),
        values.text("calibration.sha256"));
  }

  /** The scalars of one file, by path. */
  private record Values(Path file, Map<String, String> values) {
    boolean has(String key) {
      return values.containsKey(key);
    }

    String text(String key) throws IOException {
      String value = values.get(key);
      if (value == null) {
        throw new IOException(file + " has no " + key);
      }
      return value;
    }

    /** Returns one number each for red, green and blue. */
    List<Double> colors(String key) throws IOException {
      return List.of(number(key + ".0"), number(key + ".1"), number(key + ".2"));
    }

    boolean flag(String key) throws IOException {
      return switch (text(key)) {
        case "true" -> true;
        case "false" -> false;
        default ->
            throw new IOException(
                "%s: %s is neither true nor false: %s".formatted(file, key, text(key)));
      };
    }

    double number(String key) throws IOException {
      try {
        return Double.parseDouble(text(key));
      } catch (NumberFormatException e) {
        throw new IOException("%s: %s is not a number: %s".formatted(file, key, text(key)), e);
      }
    }
  }
}
