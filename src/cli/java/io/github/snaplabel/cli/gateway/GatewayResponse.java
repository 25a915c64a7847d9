package io.github.snaplabel.cli.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.cli.lambda.Payload;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP response to a client.
 *
 * @param headers by case-insensitive name
 */
record GatewayResponse(int status, Map<String, List<String>> headers, Payload body) {
  GatewayResponse {
    Map<String, List<String>> caseInsensitive = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    caseInsensitive.putAll(headers);
    headers = caseInsensitive;
  }

  /** Returns an error response of API Gateway itself, with a line break for terminals. */
  static GatewayResponse gatewayError(int status, String message) {
    String body = new ObjectMapper().createObjectNode().put("message", message) + "\n";
    return json(status, Payload.of(body));
  }

  static GatewayResponse json(int status, Payload body) {
    return new GatewayResponse(status, Map.of("Content-Type", List.of("application/json")), body);
  }

  GatewayResponse withHeader(String name, String value) {
    Map<String, List<String>> more = new TreeMap<>(headers);
    more.put(name, List.of(value));
    return new GatewayResponse(status, more, body);
  }

  /** Returns whether the status permits a body (RFC 9110, 6.4.1). */
  boolean allowsBody() {
    return status != 204 && status != 304;
  }
}
