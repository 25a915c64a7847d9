package io.github.snaplabel.cli.folder.site;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How the page's server answers: each answer has a Content-Security-Policy. */
final class SiteResponse {
  /** Whatever is in the folder, nothing in it runs. */
  static final String NOTHING_RUNS = "default-src 'none'; sandbox";

  private static final int NO_BODY = -1;

  private SiteResponse() {}

  static void send(
      HttpExchange exchange, int status, String contentType, String policy, byte[] body)
      throws IOException {
    describe(exchange, contentType, policy);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Says in a sentence why there is nothing. */
  static void refuse(HttpExchange exchange, int status, String sentence) throws IOException {
    send(
        exchange,
        status,
        "text/plain; charset=utf-8",
        NOTHING_RUNS,
        sentence.getBytes(StandardCharsets.UTF_8));
  }

  /** Says that the client has the content already. */
  static void notModified(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(304, NO_BODY);
  }

  static void describe(HttpExchange exchange, String contentType, String policy) {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.getResponseHeaders().set("Content-Security-Policy", policy);
  }
}
