package io.github.snaplabel.cli.folder.site;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sends responses of the page's server, each with a Content-Security-Policy. */
final class SiteResponse {
  /** The policy for files from the folder: nothing in them runs. */
  static final String NO_ACTIVE_CONTENT = "default-src 'none'; sandbox";

  private static final int NO_BODY = -1;

  private SiteResponse() {}

  static void send(
      HttpExchange exchange, int status, String contentType, String policy, byte[] body)
      throws IOException {
    describe(exchange, contentType, policy);
    if (isHead(exchange)) {
      sendHead(exchange, status, body.length);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  static boolean isHead(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("HEAD");
  }

  /** Sends a response to HEAD, with the length of the body that GET would have. */
  static void sendHead(HttpExchange exchange, int status, long length) throws IOException {
    exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
    exchange.sendResponseHeaders(status, NO_BODY);
  }

  /** Sends an error status with a sentence, which ends with a line break. */
  static void refuse(HttpExchange exchange, int status, String sentence) throws IOException {
    send(
        exchange,
        status,
        "text/plain; charset=utf-8",
        NO_ACTIVE_CONTENT,
        (sentence + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Responds that the client's cached copy is current. */
  static void notModified(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(304, NO_BODY);
  }

  /** Sets the headers of a response. */
  static void describe(HttpExchange exchange, String contentType, String policy) {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.getResponseHeaders().set("Content-Security-Policy", policy);
  }
}
