package io.github.snaplabel.cli.folder.site;

import com.sun.net.httpserver.HttpExchange;
import io.github.snaplabel.cli.loopback.LoopbackResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Sends responses of the page's server, each with a Content-Security-Policy. */
final class SiteResponse {
  /** The policy for files from the folder: nothing in them runs. */
  static final String NO_ACTIVE_CONTENT = "default-src 'none'; sandbox";

  private SiteResponse() {}

  static void send(
      HttpExchange exchange, int status, String contentType, String policy, byte[] body)
      throws IOException {
    describe(exchange, contentType, policy);
    LoopbackResponse.send(exchange, status, body.length, out -> out.write(body));
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
    LoopbackResponse.send(exchange, 304);
  }

  /** Sets the headers of a response. */
  static void describe(HttpExchange exchange, String contentType, String policy) {
    exchange.getResponseHeaders().set("Content-Type", contentType);
    exchange.getResponseHeaders().set("Content-Security-Policy", policy);
  }
}
