package io.github.snaplabel.cli.loopback;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Sends responses with and without a body. The JDK's server takes a length of -1 for no body, and 0
 * for a body of unknown length.
 */
public final class LoopbackResponse {
  private static final int NO_BODY = -1;

  /** Writes a body. */
  public interface BodyWriter {
    void writeTo(OutputStream out) throws IOException;
  }

  private LoopbackResponse() {}

  /** Returns whether the request wants only the headers of the response. */
  public static boolean isHead(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("HEAD");
  }

  /** Sends a response that has no body, or one to HEAD whose length is unknown. */
  public static void send(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, NO_BODY);
  }

  /**
   * Sends a response to HEAD.
   *
   * @param length of the body that GET would have, in bytes
   */
  public static void sendHead(HttpExchange exchange, int status, long length) throws IOException {
    exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
    send(exchange, status);
  }

  /**
   * Sends a response with a body; to HEAD, only the headers with its length.
   *
   * @param length of the body, in bytes; may be 0
   * @throws IOException if the client disconnects, or the body cannot be written
   */
  public static void send(HttpExchange exchange, int status, long length, BodyWriter body)
      throws IOException {
    if (isHead(exchange)) {
      sendHead(exchange, status, length);
    } else if (length == 0) {
      send(exchange, status);
    } else {
      exchange.sendResponseHeaders(status, length);
      body.writeTo(exchange.getResponseBody());
    }
  }
}
