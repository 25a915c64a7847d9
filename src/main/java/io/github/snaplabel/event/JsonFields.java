package io.github.snaplabel.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads fields of an event. A missing field is reported with its JSON pointer (RFC 6901). */
final class JsonFields {
  /** Enough to identify an event; an event of another kind may have thousands of keys. */
  private static final int MAX_REPORTED_KEYS = 20;

  private static final int MAX_REPORTED_KEY_LENGTH = 40;

  private JsonFields() {}

  /**
   * Returns a required string.
   *
   * @param pointer such as {@code /s3/bucket/name}
   * @throws UnknownEventException if the field is missing or not a string
   */
  static String text(JsonNode node, String pointer) throws UnknownEventException {
    String value = optionalText(node, pointer);
    if (value == null) {
      throw new UnknownEventException("The event has no string at " + pointer);
    }
    return value;
  }

  /** Returns a string, or null if the field is missing or not a string. */
  static @Nullable String optionalText(JsonNode node, String pointer) {
    JsonNode found = node.at(pointer);
    return found.isTextual() ? found.textValue() : null;
  }

  /** Returns an integer, or null if the field is missing or not an integer. */
  static @Nullable Long optionalNumber(JsonNode node, String pointer) {
    JsonNode found = node.at(pointer);
    return found.isIntegralNumber() && found.canConvertToLong() ? (Long) found.longValue() : null;
  }

  /**
   * Returns a required list that is not empty.
   *
   * @throws UnknownEventException if the field is missing, not a list, or empty
   */
  static List<JsonNode> list(JsonNode node, String pointer) throws UnknownEventException {
    JsonNode found = node.at(pointer);
    if (!found.isArray() || found.isEmpty()) {
      throw new UnknownEventException("The event has no list, or an empty one, at " + pointer);
    }
    return found.valueStream().toList();
  }

  /** Describes a JSON value by its keys, shortened and printable, without any content. */
  static String keys(JsonNode node) {
    if (!node.isObject()) {
      return "a JSON " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
    List<String> keys =
        node.propertyStream()
            .limit(MAX_REPORTED_KEYS)
            .map(property ->
                LogText.of(LogText.truncated(property.getKey(), MAX_REPORTED_KEY_LENGTH)))
            .toList();
    return keys.isEmpty()
        ? "an empty object"
        : "an object with the keys "
            + String.join(", ", keys)
            + (node.size() > MAX_REPORTED_KEYS ? ", ..." : "");
  }
}
