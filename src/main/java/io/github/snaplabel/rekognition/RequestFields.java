package io.github.snaplabel.rekognition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of a structure in a request. As in AWS's protocol, null means that a member is
 * absent, and unknown members are ignored. A value of another type throws a {@code
 * SerializationException}.
 *
 * @param node a JSON object, or null if the structure is absent
 * @param name of the structure in messages
 */
record RequestFields(@Nullable JsonNode node, String name) {
  /** Returns whether the structure is present. */
  boolean isPresent() {
    return node != null;
  }

  RequestFields structure(String member) throws RekognitionException {
    JsonNode value = value(member);
    if (value != null && !value.isObject()) {
      throw wrongType(member, "a structure");
    }
    return new RequestFields(value, name + "." + member);
  }

  @Nullable String text(String member) throws RekognitionException {
    JsonNode value = value(member);
    if (value != null && !value.isTextual()) {
      throw wrongType(member, "a string");
    }
    return value == null ? null : value.textValue();
  }

  @Nullable Integer integer(String member) throws RekognitionException {
    JsonNode value = value(member);
    if (value != null && !(value.isIntegralNumber() && value.canConvertToInt())) {
      throw wrongType(member, "an integer");
    }
    return value == null ? null : value.intValue();
  }

  @Nullable Double number(String member) throws RekognitionException {
    JsonNode value = value(member);
    if (value != null && !value.isNumber()) {
      throw wrongType(member, "a number");
    }
    return value == null ? null : value.doubleValue();
  }

  List<String> texts(String member) throws RekognitionException {
    JsonNode value = value(member);
    List<String> texts = new ArrayList<>();
    if (value != null && !value.isArray()) {
      throw wrongType(member, "a list");
    }
    for (JsonNode item : value == null ? List.<JsonNode>of() : value) {
      if (!item.isTextual()) {
        throw wrongType(member, "a list of strings");
      }
      texts.add(item.textValue());
    }
    return texts;
  }

  private @Nullable JsonNode value(String member) {
    JsonNode value = node == null ? null : node.get(member);
    return value == null || value.isNull() ? null : value;
  }

  private RekognitionException wrongType(String member, String expected) {
    return new RekognitionException(
        RekognitionFault.SERIALIZATION, "%s.%s must be %s".formatted(name, member, expected));
  }
}
