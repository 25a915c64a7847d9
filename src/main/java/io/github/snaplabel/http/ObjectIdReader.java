package io.github.snaplabel.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Parses {@code {"key": "...", "versionId": "..."}}, where the version is optional. */
final class ObjectIdReader {
  private ObjectIdReader() {}

  /**
   * Parses a value of a JSON document.
   *
   * @param first token of the value
   * @throws ProblemException if the value has another structure
   */
  static ObjectId read(JsonParser parser, @Nullable JsonToken first)
      throws IOException, ProblemException {
    if (first != JsonToken.START_OBJECT) {
      throw malformedException();
    }
    String key = "";
    String versionId = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_STRING || parser.getText().isEmpty()) {
        throw malformedException();
      }
      switch (name) {
        case "key" -> key = parser.getText();
        case "versionId" -> versionId = parser.getText();
        default -> throw malformedException();
      }
    }
    if (key.isEmpty()) {
      throw malformedException();
    }
    return new ObjectId(key, versionId);
  }

  private static ProblemException malformedException() {
    return new ProblemException(
        ProblemType.MALFORMED_JSON,
        "An object must be {\"key\": \"...\"}, with an optional \"versionId\"; both are strings");
  }
}
