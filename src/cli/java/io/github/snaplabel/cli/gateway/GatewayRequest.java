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
 * A request as a client sent it.
 *
 * @param path as sent: still percent-encoded
 * @param query as sent, without its question mark; empty if there is none
 * @param headers by their names in lower case
 * @param sourceIp the client's address
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

  /** Path and query. Not URI.getRawPath: it takes the start of "//a/b" for a host. */
  private static String target(URI uri) {
    // A client may send the whole URL (RFC 9112, 3.2.2).
    return uri.isAbsolute() ? uri.toString().replaceFirst("^[^/]+//[^/?]*", "") : uri.toString();
  }

  /** The header's value, those of several joined as API Gateway does; empty if there is none. */
  String header(String name) {
    return String.join(",", headers.getOrDefault(name, List.of()));
  }
}
