package io.github.snaplabel.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of an event; what is missing is an {@link UnknownEventException} that names its
 * place.
 */
final class JsonFields {
  /** Enough to recognise an event by; a stranger's event may have thousands. */
  private static final int NAMED_KEYS = 20;

  private static final int NAMED_LENGTH = 40;

  private JsonFields() {}

  /**
   * A text that must be there.
   *
   * @param pointer RFC 6901, such as {@code /s3/bucket/name}
   */
  static String text(JsonNode node, String pointer) throws UnknownEventException {
    String value = optionalText(node, pointer);
    if (value == null) {
      throw new UnknownEventException("The event has no text at " + pointer);
    }
    return value;
  }

  /** A text, or null if there is none (or {@code null}, or something else). */
  static @Nullable String optionalText(JsonNode node, String pointer) {
    JsonNode found = node.at(pointer);
    return found.isTextual() ? found.textValue() : null;
  }

  /** A whole number, or null if there is none. */
  static @Nullable Long optionalNumber(JsonNode node, String pointer) {
    JsonNode found = node.at(pointer);
    return found.canConvertToLong() ? (Long) found.longValue() : null;
  }

  /** A list that must be there and hold something. */
  static List<JsonNode> list(JsonNode node, String pointer) throws UnknownEventException {
    JsonNode found = node.at(pointer);
    if (!found.isArray() || found.isEmpty()) {
      throw new UnknownEventException("The event has no list with something in it at " + pointer);
    }
    return new ArrayList<>(found.valueStream().toList());
  }

  /** What an object is recognised by: its keys, shortened and printable, without any content. */
  static String keys(JsonNode node) {
    if (!node.isObject()) {
      return "a JSON " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
    List<String> keys =
        node.propertyStream()
            .limit(NAMED_KEYS)
            .map(property -> LogText.of(LogText.start(property.getKey(), NAMED_LENGTH)))
            .toList();
    return keys.isEmpty()
        ? "an empty object"
        : "an object with the keys "
            + String.join(", ", keys)
            + (node.size() > NAMED_KEYS ? ", ..." : "");
  }
}
