package io.github.snaplabel.cli.gateway;

import com.sun.net.httpserver.HttpExchange;
import io.github.snaplabel.cli.lambda.Payload;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An HTTP request as received from a client.
 *
 * @param path percent-encoded, as received
 * @param query percent-encoded, without the question mark; empty if absent
 * @param headers by lower-case name
 * @param sourceIp address of the client
 */
record GatewayRequest(
    String method,
    String path,
    String query,
    String protocol,
    SortedMap<String, List<String>> headers,
    String sourceIp,
    Payload body) {
  static GatewayRequest of(HttpExchange exchange, Payload body) {
    String target = target(exchange.getRequestURI());
    int mark = target.indexOf('?');
    SortedMap<String, List<String>> headers = new TreeMap<>();
    for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
      headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue());
    }
    return new GatewayRequest(
        exchange.getRequestMethod(),
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? "" : target.substring(mark + 1),
        exchange.getProtocol(),
        headers,
        exchange.getRemoteAddress().getAddress().getHostAddress(),
        body);
  }

  /** Returns path and query. URI.getRawPath would treat the start of "//a/b" as a host. */
  private static String target(URI uri) {
    // A client may send an absolute URL (RFC 9112, 3.2.2).
    return uri.isAbsolute() ? uri.toString().replaceFirst("^[^/]+//[^/?]*", "") : uri.toString();
  }

  /** Returns a header's values joined by commas, as API Gateway does; empty if absent. */
  String header(String name) {
    return String.join(",", headers.getOrDefault(name, List.of()));
  }
}
