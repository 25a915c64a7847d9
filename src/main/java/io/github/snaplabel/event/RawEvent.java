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
 * An event as a tree, but for the text {@code body}, which may have six megabytes and is decoded
 * straight from the event's bytes when it is asked for.
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

  /** All fields but {@code body}. */
  JsonNode fields() {
    return fields;
  }

  /**
   * Reads a JSON object in UTF-8.
   *
   * @throws UnknownEventException if it is anything else
   */
  static RawEvent read(byte[] event, ObjectMapper json) throws UnknownEventException {
    try (JsonParser parser = json.createParser(event)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnknownEventException("The event is no JSON object");
      }
      RawEvent read = readFields(parser, event, json);
      if (parser.nextToken() != null) {
        throw new UnknownEventException("The event goes on after its end");
      }
      return read;
    } catch (IOException e) {
      // Its message quotes content, which stays here.
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
        plain = unescaped(event, start);
        escaped = plain == null ? parser.getText().getBytes(StandardCharsets.UTF_8) : null;
      } else {
        fields.set(name, json.readTree(parser));
      }
    }
    return new RawEvent(fields, escaped, plain);
  }

  /** The text from {@code start} to its closing quote, or null if it holds an escape. */
  private static @Nullable ByteBuffer unescaped(byte[] event, int start) {
    for (int end = start; end < event.length && event[end] != '\\'; end++) {
      if (event[end] == '"') {
        return ByteBuffer.wrap(event, start, end - start);
      }
    }
    return null;
  }

  /**
   * The body's bytes; none if the event has no body.
   *
   * @throws UnknownEventException if it says that it is base64, and is not
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
      // Its message quotes content, too.
      throw new UnknownEventException("The event's body is not base64");
    }
  }

  /** Without a copy if the buffer is a whole array, as a decoder's is when AWS padded the text. */
  private static byte[] bytesOf(ByteBuffer buffer) {
    if (buffer.arrayOffset() == 0 && buffer.remaining() == buffer.array().length) {
      return buffer.array();
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
