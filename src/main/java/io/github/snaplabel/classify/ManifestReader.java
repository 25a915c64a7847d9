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
 * Reads {@code model.json} field by field: Jackson's mapping to records would take longer to load
 * than the network does.
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

  /** Puts every scalar under its path, such as {@code networks.int8.file}. */
  private static void collect(JsonParser json, String path, Map<String, String> values)
      throws IOException {
    while (json.nextToken() != null && json.currentToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      String place = path.isEmpty() || name == null ? String.valueOf(name) : path + "." + name;
      switch (json.currentToken()) {
        case START_OBJECT -> collect(json, name == null ? "" : place, values);
        case START_ARRAY -> collectArray(json, place, values);
        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
            values.put(place, json.getText());
        default -> {
          // A field's name belongs to the value that follows it.
        }
      }
    }
  }

  /** Puts the scalars of an array under their positions, such as {@code input.mean.0}. */
  private static void collectArray(JsonParser json, String path, Map<String, String> values)
      throws IOException {
    for (int i = 0; json.nextToken() != null && json.currentToken() != JsonToken.END_ARRAY; i++) {
      values.put(path + "." + i, json.getText());
    }
  }

  private static ModelManifest manifest(Values values) throws IOException {
    Map<Precision, CompiledNetwork> networks = new EnumMap<>(Precision.class);
    for (Precision precision : Precision.values()) {
      String place = "networks." + precision.name().toLowerCase(Locale.ROOT) + ".";
      if (values.has(place + "file")) {
        networks.put(
            precision,
            new CompiledNetwork(
                values.text(place + "file"),
                new SelfTestAnswer(
                    (int) values.number(place + "selfTest.index"),
                    values.number(place + "selfTest.probability"))));
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
        values.truth("trained"));
  }

  private static CalibrationInfo calibration(Values values) throws IOException {
    return new CalibrationInfo(
        (int) values.number("calibration.photos"),
        (int) values.number("calibration.crops"),
        (long) values.number("calibration.seed"),
        values.text("calibration.sha256"));
  }

  /** The scalars of one file. */
  private record Values(Path file, Map<String, String> values) {
    boolean has(String place) {
      return values.containsKey(place);
    }

    String text(String place) throws IOException {
      String value = values.get(place);
      if (value == null) {
        throw new IOException(file + " has no " + place);
      }
      return value;
    }

    /** One number each for red, green and blue. */
    List<Double> colors(String place) throws IOException {
      return List.of(number(place + ".0"), number(place + ".1"), number(place + ".2"));
    }

    boolean truth(String place) throws IOException {
      return switch (text(place)) {
        case "true" -> true;
        case "false" -> false;
        default ->
            throw new IOException(
                "%s: %s is neither true nor false: %s".formatted(file, place, text(place)));
      };
    }

    double number(String place) throws IOException {
      try {
        return Double.parseDouble(text(place));
      } catch (NumberFormatException e) {
        throw new IOException("%s: %s is no number: %s".formatted(file, place, text(place)), e);
      }
    }
  }
}
