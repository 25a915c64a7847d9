package io.github.snaplabel.cli.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.cli.lambda.Payload;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Parses a function's response in payload format 2.0: JSON with a {@code statusCode} describes the
 * HTTP response; any other JSON is its body.
 */
final class FunctionResponse {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[^\\r\\n\\x00]*");

  /** Headers that only the server may set. */
  private static final Set<String> SERVER_HEADERS =
      Set.of("connection", "content-length", "date", "keep-alive", "transfer-encoding", "upgrade");

  private FunctionResponse() {}

  /**
   * Parses a response.
   *
   * @throws MalformedResponseException if API Gateway would reject it
   */
  static GatewayResponse parse(Payload response) throws MalformedResponseException {
    JsonNode json;
    try {
      json = JSON.readTree(response.text());
    } catch (JsonProcessingException e) {
      throw new MalformedResponseException("it is not JSON");
    }
    if (json.isMissingNode()) {
      throw new MalformedResponseException("it is empty");
    }
    return json.has("statusCode")
        ? new GatewayResponse(status(json.get("statusCode")), headers(json), body(json))
        : GatewayResponse.json(200, response);
  }

  private static int status(JsonNode status) throws MalformedResponseException {
    if (!status.isInt() || status.asInt() < 200 || status.asInt() > 599) {
      throw new MalformedResponseException("statusCode is " + status);
    }
    return status.asInt();
  }

  private static Map<String, List<String>> headers(JsonNode json)
      throws MalformedResponseException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Content-Type", List.of("text/plain;charset=UTF-8"));
    for (Map.Entry<String, JsonNode> header : json.path("headers").properties()) {
      String name = header.getKey();
      String value = header.getValue().asText();
      if (!HEADER_NAME.matcher(name).matches() || !HEADER_VALUE.matcher(value).matches()) {
        throw new MalformedResponseException("the header " + header + " cannot be sent");
      }
      if (!SERVER_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
        headers.put(name, List.of(value));
      }
    }
    List<String> cookies =
        StreamSupport.stream(json.path("cookies").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    if (!cookies.stream().allMatch(cookie -> HEADER_VALUE.matcher(cookie).matches())) {
      throw new MalformedResponseException("a cookie cannot be sent");
    }
    if (!cookies.isEmpty()) {
      headers.put("Set-Cookie", cookies);
    }
    return headers;
  }

  private static Payload body(JsonNode json) throws MalformedResponseException {
    JsonNode body = json.path("body");
    if (body.isMissingNode() || body.isNull()) {
      return Payload.of("");
    }
    if (!body.isTextual()) {
      throw new MalformedResponseException("body is not a string");
    }
    if (!json.path("isBase64Encoded").asBoolean()) {
      return Payload.of(body.textValue());
    }
    try {
      return Payload.of(Base64.getDecoder().decode(body.textValue()));
    } catch (IllegalArgumentException e) {
      throw new MalformedResponseException("body is not base64");
    }
  }
}
