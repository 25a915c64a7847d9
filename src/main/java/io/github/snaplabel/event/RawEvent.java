package io.github.snaplabel.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An event as a JSON tree, except for the string {@code body}, which may be 6 MB long and is
 * decoded directly from the event's bytes when {@link #body} is called.
 */
final class RawEvent {
  private final ObjectNode fields;
  private final byte @Nullable [] escapedBody;
  private final @Nullable ByteBuffer plainBody;

  private RawEvent(
      ObjectNode fields, byte @Nullable [] escapedBody, @Nullable ByteBuffer plainBody) {
    this.fields = fields;
    this.escapedBody = escapedBody;
    this.plainBody = plainBody;
  }

  /** Returns all fields except {@code body}. */
  JsonNode fields() {
    return fields;
  }

  /**
   * Parses a JSON object in UTF-8.
   *
   * @throws UnknownEventException if the bytes are not a single JSON object
   */
  static RawEvent read(byte[] event, ObjectMapper json) throws UnknownEventException {
    try (JsonParser parser = json.createParser(event)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnknownEventException("The event is not a JSON object");
      }
      RawEvent read = readFields(parser, event, json);
      if (parser.nextToken() != null) {
        throw new UnknownEventException("The event has content after its JSON object");
      }
      return read;
    } catch (IOException e) {
      // The parser's message is dropped: it quotes content.
      throw new UnknownEventException("The event is not JSON");
    }
  }

  private static RawEvent readFields(JsonParser parser, byte[] event, ObjectMapper json)
      throws IOException {
    ObjectNode fields = json.createObjectNode();
    byte[] escaped = null;
    ByteBuffer plain = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("body") && value == JsonToken.VALUE_STRING) {
        int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset()) + 1;
        plain = withoutEscapes(event, start);
        escaped = plain == null ? parser.getText().getBytes(StandardCharsets.UTF_8) : null;
      } else {
        fields.set(name, json.readTree(parser));
      }
    }
    return new RawEvent(fields, escaped, plain);
  }

  /** Returns the string from {@code start} to its closing quote; null if it contains an escape. */
  private static @Nullable ByteBuffer withoutEscapes(byte[] event, int start) {
    for (int end = start; end < event.length && event[end] != '\\'; end++) {
      if (event[end] == '"') {
        return ByteBuffer.wrap(event, start, end - start);
      }
    }
    return null;
  }

  /**
   * Returns the decoded body; empty if the event has none.
   *
   * @throws UnknownEventException if the body is marked as base64 but is not valid base64
   */
  byte[] body() throws UnknownEventException {
    boolean base64 = fields.path("isBase64Encoded").asBoolean();
    try {
      if (plainBody != null) {
        ByteBuffer text = plainBody.duplicate();
        return bytesOf(base64 ? Base64.getDecoder().decode(text) : text);
      }
      if (escapedBody != null) {
        return base64 ? Base64.getDecoder().decode(escapedBody) : escapedBody;
      }
      return new byte[0];
    } catch (IllegalArgumentException e) {
      // The decoder's message is dropped: it quotes content.
      throw new UnknownEventException("The event's body is not base64");
    }
  }

  /**
   * Returns the bytes of a buffer, without copying them if the buffer spans its array, as the
   * decoder's does for padded base64.
   */
  private static byte[] bytesOf(ByteBuffer buffer) {
    if (buffer.arrayOffset() == 0 && buffer.remaining() == buffer.array().length) {
      return buffer.array();
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
