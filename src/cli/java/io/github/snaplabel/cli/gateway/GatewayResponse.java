package io.github.snaplabel.cli.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.snaplabel.cli.lambda.Payload;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a client gets.
 *
 * @param headers by name, whatever its case
 */
record GatewayResponse(int status, Map<String, List<String>> headers, Payload body) {
  GatewayResponse {
    Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    headers = anyCase;
  }

  /** What API Gateway says itself, where the function does not answer. */
  static GatewayResponse ofGateway(int status, String message) {
    return json(
        status,
        Payload.of(new ObjectMapper().createObjectNode().put("message", message).toString()));
  }

  static GatewayResponse json(int status, Payload body) {
    return new GatewayResponse(status, Map.of("Content-Type", List.of("application/json")), body);
  }

  GatewayResponse withHeader(String name, String value) {
    Map<String, List<String>> more = new TreeMap<>(headers);
    more.put(name, List.of(value));
    return new GatewayResponse(status, more, body);
  }

  /** Some statuses end with their headers (RFC 9110, 6.4.1). */
  boolean mayHaveBody() {
    return status != 204 && status != 304;
  }
}
