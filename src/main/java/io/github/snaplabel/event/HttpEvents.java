package io.github.snaplabel.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.snaplabel.event.HttpRequest.Envelope;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Parses HTTP requests in API Gateway's payload formats 1.0 and 2.0 (API Gateway developer guide,
 * "Lambda proxy integrations"). Function URLs use format 2.0 (Lambda developer guide, "Request and
 * response payloads").
 */
final class HttpEvents {
  private HttpEvents() {}

  static boolean isFormat2(JsonNode event) {
    return event.at("/requestContext/http/method").isTextual();
  }

  static boolean isFormat1(JsonNode event) {
    return event.path("httpMethod").isTextual() && event.path("requestContext").isObject();
  }

  static HttpRequest readFormat2(RawEvent event) throws UnknownEventException {
    JsonNode fields = event.fields();
    String domain = JsonFields.optionalText(fields, "/requestContext/domainName");
    boolean functionUrl = domain != null && domain.contains(".lambda-url.");
    return new HttpRequest(
        functionUrl ? Envelope.FUNCTION_URL : Envelope.HTTP_API,
        JsonFields.text(fields, "/requestContext/http/method").toUpperCase(Locale.ROOT),
        path(JsonFields.text(fields, "/rawPath"), fields),
        query(JsonFields.optionalText(fields, "/rawQueryString")),
        headers(fields.path("headers")),
        event.body(),
        requestId(fields));
  }

  /**
   * Parses payload format 1.0.
   *
   * @throws UnknownEventException also for the similar events of Application Load Balancers: their
   *     query is URL-encoded, they expect a different response, and they do not authenticate
   *     callers
   */
  static HttpRequest readFormat1(RawEvent event) throws UnknownEventException {
    JsonNode fields = event.fields();
    if (fields.at("/requestContext/elb").isObject()) {
      throw new UnknownEventException(
          "The event comes from an Application Load Balancer, which is not supported; expected API"
              + " Gateway or a function URL");
    }
    Map<String, List<String>> headers = headers(fields.path("headers"));
    // If both are present, the multi-value headers contain every value of the single-value ones.
    headers.putAll(headers(fields.path("multiValueHeaders")));
    Map<String, List<String>> query = values(fields.path("queryStringParameters"));
    query.putAll(values(fields.path("multiValueQueryStringParameters")));
    return new HttpRequest(
        Envelope.REST_API,
        JsonFields.text(fields, "/httpMethod").toUpperCase(Locale.ROOT),
        path(JsonFields.text(fields, "/path"), fields),
        query,
        headers,
        event.body(),
        requestId(fields));
  }

  private static String requestId(JsonNode fields) {
    return Objects.requireNonNullElse(
        JsonFields.optionalText(fields, "/requestContext/requestId"), "unknown");
  }

  /** Strips the stage, which always precedes the path in format 2.0 and sometimes in 1.0. */
  private static String path(String path, JsonNode fields) {
    String stage = JsonFields.optionalText(fields, "/requestContext/stage");
    String prefix = "/" + Objects.requireNonNullElse(stage, "$default");
    String stripped = path;
    if (path.equals(prefix) || path.startsWith(prefix + "/")) {
      stripped = path.substring(prefix.length());
    }
    return stripped.isEmpty() ? "/" : stripped;
  }

  private static Map<String, List<String>> headers(JsonNode node) {
    Map<String, List<String>> headers = new HashMap<>();
    values(node)
        .forEach((name, values) ->
            headers
                .computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                .addAll(values));
    return headers;
  }

  /** Returns the strings and lists of strings in a JSON object; other values are ignored. */
  private static Map<String, List<String>> values(JsonNode node) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      JsonNode value = property.getValue();
      List<String> texts = new ArrayList<>();
      if (value.isTextual()) {
        texts.add(value.textValue());
      } else if (value.isArray()) {
        value
            .valueStream()
            .filter(JsonNode::isTextual)
            .map(JsonNode::textValue)
            .forEach(texts::add);
      }
      if (!texts.isEmpty()) {
        values.put(property.getKey(), texts);
      }
    }
    return values;
  }

  private static Map<String, List<String>> query(@Nullable String rawQuery) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (rawQuery == null || rawQuery.isEmpty()) {
      return query;
    }
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (!pair.isEmpty()) {
        query.computeIfAbsent(decoded(name), _ -> new ArrayList<>()).add(decoded(value));
      }
    }
    return query;
  }

  /** Leaves invalid encodings unchanged; the reader of the parameter will reject the value. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
